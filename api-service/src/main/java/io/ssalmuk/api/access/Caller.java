package io.ssalmuk.api.access;

import io.ssalmuk.client.Client;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.client.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Who is asking, by the keys that the request carries: a client, an administrator, or both, since
 * each has a header of its own and opens its own doors.
 */
final class Caller extends AbstractAuthenticationToken {

    /** What an admin token gives, besides reading. */
    static final String ADMIN = "admin";

    private final Optional<Client> client;
    private final Optional<String> admin;

    Caller(Optional<Client> client, Optional<String> admin) {
        super(authorities(client, admin));
        this.client = client;
        this.admin = admin;
        setAuthenticated(true);
    }

    private static Collection<GrantedAuthority> authorities(
            Optional<Client> client, Optional<String> admin) {
        var all = new ArrayList<GrantedAuthority>();
        client.ifPresent(known ->
                known.terms().scopes().stream()
                        .map(scope -> new SimpleGrantedAuthority(scope.text()))
                        .forEach(all::add));
        admin.ifPresent(_ -> {
            all.add(new SimpleGrantedAuthority(ADMIN));
            all.add(new SimpleGrantedAuthority(Scope.ADMIN_READ.text()));
        });
        return List.copyOf(all);
    }

    Optional<Client> client() {
        return client;
    }

    /** For the audit trail: the token's name. */
    @Override
    public String getName() {
        return admin.orElseGet(
                () -> client.map(Client::id).map(ClientId::toString).orElse("nobody"));
    }

    @Override
    public Object getPrincipal() {
        return getName();
    }

    /** They are compared once, and kept by nobody. */
    @Override
    public Object getCredentials() {
        return "";
    }
}
