package io.ssalmuk.api.files;

import io.ssalmuk.api.body.LimitedStream;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.file.FileStore;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Reads the one file of a multipart request from the wire straight into the store. */
@Component
final class UploadReader {

    private static final String FIELD = "file";

    /** For other fields, and for the lines between them. */
    private static final long BESIDES = 1024 * 1024;

    /** A name may be long; it is shortened later, not refused. */
    private static final int PART_HEADER = 64 * 1024;

    private final FileStore store;
    private final long limit;

    UploadReader(FileStore store, UploadProperties properties) {
        this.store = store;
        this.limit = properties.limit().toBytes();
    }

    Received read(HttpServletRequest request) {
        if (!isMultipart(request)) {
            throw Refused.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Send the file as multipart/form-data, in a field named file.");
        }
        if (!request.getContentType().contains("boundary=")) {
            throw bad("The request's Content-Type lacks the boundary between its parts.");
        }
        try {
            return theOnlyFile(parser().getItemIterator(request));
        } catch (FileUploadSizeException _) {
            throw tooLarge();
        } catch (IOException _) {
            throw bad("The request ends too early, or is not multipart/form-data as it should be.");
        }
    }

    private static boolean isMultipart(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    private JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> parser() {
        var parser = new JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory>();
        parser.setHeaderCharset(StandardCharsets.UTF_8);
        parser.setMaxSize(limit + BESIDES);
        parser.setMaxPartHeaderSize(PART_HEADER);
        return parser;
    }

    /** To the request's end: what follows the file may show that it is not whole. */
    private Received theOnlyFile(FileItemInputIterator parts) throws IOException {
        Received file = null;
        try {
            while (parts.hasNext()) {
                var part = parts.next();
                if (FIELD.equals(part.getFieldName())) {
                    file = first(file, part);
                }
            }
            var whole = present(file);
            file = null;
            return whole;
        } finally {
            if (file != null) {
                file.close();
            }
        }
    }

    private Received first(@Nullable Received before, FileItemInput part) throws IOException {
        if (before != null) {
            throw field("file is there more than once: send one file per request.");
        }
        if (part.isFormField()) {
            throw field("file must be a file, with a filename.");
        }
        return receive(part);
    }

    private static Received present(@Nullable Received file) {
        if (file == null) {
            throw field("file is missing: send the file in a field of this name.");
        }
        if (file.content().size() == 0) {
            throw field("file is empty.");
        }
        return file;
    }

    private Received receive(FileItemInput part) throws IOException {
        var name = DisplayName.of(name(part));
        var content =
                store.receive(new LimitedStream(part.getInputStream(), limit, this::tooLarge));
        return new Received(
                name, FileTypes.of(part.getContentType(), name, content.head()), content);
    }

    /** The parser minds a name that could be no path; here it need not be one. */
    private static String name(FileItemInput part) {
        try {
            var name = part.getName();
            // As curl writes a quote; the parser leaves it so.
            return name == null ? "" : name.replace("\\\"", "\"");
        } catch (InvalidPathException e) {
            return e.getInput();
        }
    }

    private Refused tooLarge() {
        return Refused.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "The file is larger than the %d bytes that are allowed.".formatted(limit));
    }

    private static Refused field(String detail) {
        return Refused.field(FIELD, detail);
    }

    private static Refused bad(String detail) {
        return Refused.of(HttpStatus.BAD_REQUEST, detail);
    }
}
