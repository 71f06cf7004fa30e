package io.ssalmuk.client;

/** A client that was just made, with its key, which nobody can read again. */
public record IssuedKey(Client client, ClientSecret secret) {}
