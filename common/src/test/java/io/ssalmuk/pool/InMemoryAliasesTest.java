package io.ssalmuk.pool;

class InMemoryAliasesTest implements AliasesContract {

    private final InMemoryAliases aliases = new InMemoryAliases();

    @Override
    public Aliases aliases() {
        return aliases;
    }

    @Override
    public void learn(String model, String bucket) {
        aliases.learn(model, bucket);
    }
}
