package io.ssalmuk.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.webhook.HookRules.Reading;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to make somebody else's service call where it should not. */
class HookRulesTest {

    private final HookRules rules = rules("");

    private static HookRules rules(String allow) {
        var properties = new HookProperties(allow, HookProperties.USUAL_SERVICES);
        return new HookRules(properties.allowed(), properties.refused());
    }

    private static String why(HookRules rules, String url) {
        return switch (rules.read(url)) {
            case Reading.Good(var good) -> "good: " + good;
            case Reading.Bad(var why) -> why;
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com",
                "http://hooks.example.com/a/b?c=d&e=%20f",
                "https://hooks.example.com:8443/x",
                "HTTPS://Hooks.Example.COM./",
                "https://xn--bcher-kva.example/x",
                "http://8.8.8.8/",
                "http://[2606:4700:4700::1111]:8080/",
                "https://a-b.c.example:1024"
            })
    void whatLeadsOutsideMayBeCalled(String url) {
        assertThat(rules.read(url)).isInstanceOf(Reading.Good.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Other forms of an address
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0x0.0x0.0x1/",
                "http://017700000001/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://10.0.0.010/",
                "http://1.1.1.1.1/",
                "http://256.256.256.256/",
                "http://a.b.c.0x7f/",
                "http://①②⑦.⓪.⓪.①/",
                "http://127。0。0。1/",
                // This machine
                "http://127.0.0.1/",
                "http://127.255.255.254/",
                "http://0.0.0.0/",
                "http://0.1.2.3/",
                "http://localhost/",
                "http://LOCALHOST./",
                "http://a.localhost/",
                "http://[::1]/",
                "http://[::]/",
                "http://[0:0:0:0:0:0:0:1]/",
                // Inside
                "http://10.1.2.3/",
                "http://172.16.0.1/",
                "http://192.168.1.1/",
                "http://100.64.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://192.0.0.192/",
                "http://198.18.0.1/",
                "http://224.0.0.1/",
                "http://240.0.0.1/",
                "http://255.255.255.255/",
                "http://192.0.2.1/",
                // Inside, by IPv6
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::ffff:a9fe:a9fe]/",
                "http://[::127.0.0.1]/",
                "http://[::7f00:1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[64:ff9b:1::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:0:7f00:1::]/",
                "http://[2001:db8::1]/",
                "http://[3fff::1]/",
                "http://[5f00::1]/",
                "http://[fc00::1]/",
                "http://[fd00:ec2::254]/",
                "http://[fe80::1]/",
                "http://[fe80::1%25eth0]/",
                "http://[fec0::1]/",
                "http://[ff02::1]/",
                "http://[100::1]/",
                // Who is asking
                "http://user@hooks.example.com/",
                "http://user:password@hooks.example.com/",
                "http://hooks.example.com@127.0.0.1/",
                "http://hooks.example.com:80@127.0.0.1/",
                "http://hooks.example.com%2F@127.0.0.1/",
                "http://hooks.example.com%00.evil.example/",
                // Other schemes and ports
                "ftp://hooks.example.com/",
                "file:///etc/passwd",
                "gopher://hooks.example.com/",
                "jar:http://hooks.example.com!/",
                "//hooks.example.com/",
                "hooks.example.com",
                "http:hooks.example.com",
                "http:///x",
                "http://hooks.example.com:22/",
                "http://hooks.example.com:25/",
                "http://hooks.example.com:5432/",
                "http://hooks.example.com:6379/",
                "http://hooks.example.com:0/",
                "http://hooks.example.com:/",
                "http://hooks.example.com:65536/",
                "http://hooks.example.com:-80/",
                // What two parsers read in two ways
                "http://hooks.example.com\\@127.0.0.1/",
                "http://hooks.example.com /",
                "http://hooks.example.com/\r\nX-Evil: 1",
                "http://hooks.example.com#@127.0.0.1/",
                "http://hooks.example.com/#x",
                "http://hooks_.example.com/",
                "http://bücher.example/",
                "http://.example.com/",
                "http://a..example.com/",
                "http://[v1.x]/",
                "http://[::1",
                ""
            })
    void tricksAreRefusedWithAReason(String url) {
        assertThat(rules.read(url)).isInstanceOf(Reading.Bad.class);
        assertThat(why(rules, url)).isNotBlank();
    }

    @Test
    void anAddressThatIsTooLongIsRefused() {
        assertThat(why(rules, "https://hooks.example.com/" + "x".repeat(2_048))).contains("2048");
    }

    @Test
    void whatANameLeadsToIsLookedAtToo() throws Exception {
        assertThat(rules.objection(InetAddress.ofLiteral("8.8.8.8"), 443)).isEmpty();
        assertThat(rules.objection(InetAddress.ofLiteral("8.8.8.8"), 22)).isPresent();
        assertThat(rules.objection(InetAddress.ofLiteral("10.0.0.1"), 443))
                .hasValueSatisfying(why -> assertThat(why).doesNotContain("10.0.0.1"));
        var mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 127;
        mapped[15] = 1;
        assertThat(rules.objection(InetAddress.getByAddress(mapped), 443)).isPresent();
    }

    @Test
    void networksThatAreAllowedMayBeCalledOnAnyPort() {
        var open = rules("127.0.0.0/8, ::1/128");

        assertThat(open.read("http://127.0.0.1:25/")).isInstanceOf(Reading.Good.class);
        assertThat(open.read("http://[::1]:6379/")).isInstanceOf(Reading.Good.class);
        assertThat(open.read("http://localhost:25/")).isInstanceOf(Reading.Good.class);
        assertThat(open.read("http://10.0.0.1/")).isInstanceOf(Reading.Bad.class);
        assertThat(open.objection(InetAddress.ofLiteral("127.0.0.1"), 1)).isEmpty();
        assertThat(open.objection(InetAddress.ofLiteral("8.8.8.8"), 25)).isPresent();
    }

    @Test
    void anAddressIsReadOnce() {
        assertThat(rules.read("HTTPS://Hooks.Example.COM./a?b=%2F"))
                .isEqualTo(
                        new Reading.Good(
                                new HookUrl("https", "Hooks.Example.COM", 443, "/a?b=%2F")));
        assertThat(new HookUrl("http", "2606::1", 80, "/").origin())
                .isEqualTo("http://[2606::1]:80");
        assertThat(rules.read("http://a.example?x"))
                .isEqualTo(new Reading.Good(new HookUrl("http", "a.example", 80, "/?x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "localhost/8", "10.0.0.0/99", "x"})
    void anAllowanceThatIsNoneIsToldAtStart(String allow) {
        assertThatThrownBy(() -> new HookProperties(allow, ""))
                .hasMessageContaining("SSALMUK_WEBHOOK_ALLOW");
    }

    @Test
    void portsThatAreNoneAreToldAtStart() {
        assertThatThrownBy(() -> new HookProperties("", "80,x"))
                .hasMessageContaining("SSALMUK_WEBHOOK_REFUSED_PORTS");
    }
}
