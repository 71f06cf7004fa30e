package io.ssalmuk.secret;

/**
 * The key ring as it is stored.
 *
 * @param publicKeyset Tink's serialised public keyset
 * @param privateKeyset Tink's serialised private keyset, encrypted under the master key
 */
@SuppressWarnings("ArrayRecordComponent") // written and read once at start, never compared
public record StoredKeyRing(byte[] publicKeyset, byte[] privateKeyset) {

    @Override
    public String toString() {
        return "StoredKeyRing";
    }
}
