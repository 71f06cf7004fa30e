import java.net.HttpURLConnection;
import java.net.URI;

/** Ends with 0 if the service in this container answers its health check with 200. */
final class Health {
    private static final int PATIENCE = 3000;

    static void main() throws Exception {
        var address = URI.create(System.getenv("HEALTH_URL")).toURL();
        var connection = (HttpURLConnection) address.openConnection();
        connection.setConnectTimeout(PATIENCE);
        connection.setReadTimeout(PATIENCE);
        System.exit(connection.getResponseCode() == 200 ? 0 : 1);
    }
}
