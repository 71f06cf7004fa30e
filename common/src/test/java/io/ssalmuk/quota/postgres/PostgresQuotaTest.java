package io.ssalmuk.quota.postgres;

import io.ssalmuk.quota.KeyPoolContract;
import io.ssalmuk.quota.QuotaLedgerContract;
import io.ssalmuk.quota.QuotaOrderContract;
import io.ssalmuk.quota.QuotaRaceContract;
import io.ssalmuk.quota.QuotaRenewalContract;
import io.ssalmuk.quota.QuotaRestContract;
import io.ssalmuk.quota.QuotaStore;
import io.ssalmuk.quota.QuotaSupplyContract;
import io.ssalmuk.quota.QuotaTokensContract;
import io.ssalmuk.quota.QuotaViewContract;
import org.junit.jupiter.api.AutoClose;

class PostgresQuotaTest
        implements QuotaLedgerContract,
                QuotaRestContract,
                QuotaRenewalContract,
                QuotaTokensContract,
                QuotaOrderContract,
                QuotaRaceContract,
                QuotaSupplyContract,
                QuotaViewContract,
                KeyPoolContract {

    @AutoClose private final PostgresQuotaStore store = new PostgresQuotaStore();

    @Override
    public QuotaStore store() {
        return store;
    }
}
