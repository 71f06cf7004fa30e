package io.ssalmuk.secret;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.config.TinkConfig2026;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/**
 * The key ring's cryptography, all of it Google Tink's: HPKE for keys, AES-256-GCM under the master
 * key for the ring's private half.
 */
final class KeyRing {

    /** Named by year, so that a newer Tink changes nothing here by itself. */
    private static final Configuration TINK = TinkConfig2026.get();

    /** Binds a ciphertext to its use, so that it cannot be passed off as something else. */
    private static final byte[] KEY_USE = "ssalmuk gemini key".getBytes(StandardCharsets.UTF_8);

    private static final byte[] SIGNING_USE =
            "ssalmuk webhook secret".getBytes(StandardCharsets.UTF_8);

    private static final byte[] RING_USE = "ssalmuk key ring".getBytes(StandardCharsets.UTF_8);

    private static final HpkeParameters HPKE = hpke();

    private KeyRing() {}

    private static HpkeParameters hpke() {
        try {
            return HpkeParameters.builder()
                    .setVariant(HpkeParameters.Variant.TINK)
                    .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                    .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static StoredKeyRing make(MasterKey master) throws GeneralSecurityException {
        var pair = KeysetHandle.generateNew(HPKE, TINK);
        var sealed =
                TinkProtoKeysetFormat.serializeEncryptedKeyset(pair, aead(master), RING_USE, TINK);
        var open =
                TinkProtoKeysetFormat.serializeKeysetWithoutSecret(
                        pair.getPublicKeysetHandle(), TINK);
        return new StoredKeyRing(open, sealed);
    }

    static KeySealer sealer(StoredKeyRing ring) throws GeneralSecurityException {
        var encrypt = publicHalf(ring);
        return key -> {
            try {
                var bytes = key.reveal().getBytes(StandardCharsets.UTF_8);
                var print = MessageDigest.getInstance("SHA-256").digest(bytes);
                return new SealedKey(print, encrypt.encrypt(bytes, KEY_USE));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a Gemini key could not be encrypted", e);
            }
        };
    }

    static KeyOpener opener(StoredKeyRing ring, MasterKey master) throws GeneralSecurityException {
        var decrypt = privateHalf(ring, master).getPrimitive(TINK, HybridDecrypt.class);
        return sealed -> {
            try {
                var bytes = decrypt.decrypt(sealed.ciphertext(), KEY_USE);
                return new GeminiKey(new String(bytes, StandardCharsets.UTF_8));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(sealed.name() + " could not be decrypted", e);
            }
        };
    }

    static SigningSealer signingSealer(StoredKeyRing ring) throws GeneralSecurityException {
        var encrypt = publicHalf(ring);
        return secret -> {
            try {
                return new SealedSecret(encrypt.encrypt(secret.bytes(), SIGNING_USE));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a signing secret could not be encrypted", e);
            }
        };
    }

    static SigningOpener signingOpener(StoredKeyRing ring, MasterKey master)
            throws GeneralSecurityException {
        var decrypt = privateHalf(ring, master).getPrimitive(TINK, HybridDecrypt.class);
        return sealed -> {
            try {
                return SigningSecret.of(decrypt.decrypt(sealed.ciphertext(), SIGNING_USE));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a signing secret could not be decrypted", e);
            }
        };
    }

    private static HybridEncrypt publicHalf(StoredKeyRing ring) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseKeysetWithoutSecret(ring.publicKeyset(), TINK)
                .getPrimitive(TINK, HybridEncrypt.class);
    }

    private static KeysetHandle privateHalf(StoredKeyRing ring, MasterKey master)
            throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseEncryptedKeyset(
                ring.privateKeyset(), aead(master), RING_USE, TINK);
    }

    /** The same ring under another master key; what it has encrypted stays as it is. */
    static StoredKeyRing moved(StoredKeyRing ring, MasterKey from, MasterKey to)
            throws GeneralSecurityException {
        var sealed =
                TinkProtoKeysetFormat.serializeEncryptedKeyset(
                        privateHalf(ring, from), aead(to), RING_USE, TINK);
        return new StoredKeyRing(ring.publicKeyset(), sealed);
    }

    /** Whether the master key opens it. */
    static boolean opens(StoredKeyRing ring, MasterKey master) {
        try {
            privateHalf(ring, master);
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /** The master key is any text with enough entropy; HKDF makes 256 bits of it. */
    @AccessesPartialKey
    private static Aead aead(MasterKey master) throws GeneralSecurityException {
        var secret = master.reveal().getBytes(StandardCharsets.UTF_8);
        var bytes = Hkdf.computeHkdf("HMACSHA256", secret, new byte[0], RING_USE, 32);
        var parameters =
                AesGcmParameters.builder()
                        .setKeySizeBytes(32)
                        .setIvSizeBytes(12)
                        .setTagSizeBytes(16)
                        .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                        .build();
        var key =
                AesGcmKey.builder()
                        .setParameters(parameters)
                        .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
                        .build();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                .build()
                .getPrimitive(TINK, Aead.class);
    }
}
