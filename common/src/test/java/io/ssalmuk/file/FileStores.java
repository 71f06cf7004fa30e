package io.ssalmuk.file;

import java.nio.file.Path;

/** Stores as services have them. */
public final class FileStores {

    private FileStores() {}

    public static FileStore in(Path folder) {
        return new FolderFileStore(folder);
    }
}
