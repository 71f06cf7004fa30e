package io.ssalmuk.simulator.project;

/** Whether a key works and, if it does not, why. */
public enum KeyState {
    ACTIVE,
    /** 400, though it is the key's fault. */
    INVALID,
    /** 400, told from an invalid one by its message alone. */
    EXPIRED,
    /** 403 without any details. */
    LEAKED,
    /** 403 that repeats the key in clear. */
    SUSPENDED,
    /** 403: the project has not enabled the API. */
    SERVICE_DISABLED,
    /** 403: the key is restricted to other APIs. */
    SERVICE_BLOCKED,
    /** 403 for the whole project, whatever the key. */
    PROJECT_DENIED,
    /** 401, as for an authorization key that is bound wrongly. */
    TOKEN_TYPE_UNSUPPORTED
}
