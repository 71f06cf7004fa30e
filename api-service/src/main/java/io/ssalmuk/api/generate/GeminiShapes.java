package io.ssalmuk.api.generate;

import static io.ssalmuk.api.generate.Shape.ANYTHING;
import static io.ssalmuk.api.generate.Shape.FLAG;
import static io.ssalmuk.api.generate.Shape.NUMBER;
import static io.ssalmuk.api.generate.Shape.TEXT;
import static io.ssalmuk.api.generate.Shape.WHOLE;
import static io.ssalmuk.api.generate.Shape.anything;
import static io.ssalmuk.api.generate.Shape.listOf;
import static io.ssalmuk.api.generate.Shape.structure;
import static java.util.Map.entry;

import io.ssalmuk.api.generate.Shape.Structure;
import java.util.HashMap;
import java.util.Map;

/**
 * The names of the Gemini API that clients write in either spelling. What a client chose itself
 * (schemas, arguments, responses, labels) is anything: nothing in it may be renamed.
 */
final class GeminiShapes {

    static final Structure PART =
            structure(
                    with(
                            anything("partMetadata", "mediaResolution", "toolCall", "toolResponse"),
                            entry("text", TEXT),
                            entry("thought", FLAG),
                            entry("thoughtSignature", TEXT),
                            entry("inlineData", structure("mimeType", "data", "displayName")),
                            entry("fileData", structure("mimeType", "fileUri", "displayName")),
                            entry("functionCall", structure("id", "name", "args")),
                            entry("functionResponse", functionResponse()),
                            entry("executableCode", structure("language", "code")),
                            entry("codeExecutionResult", structure("outcome", "output")),
                            entry("videoMetadata", structure("startOffset", "endOffset", "fps"))));

    private static final Structure TOOL =
            structure(
                    with(
                            anything(
                                    "googleSearch",
                                    "googleSearchRetrieval",
                                    "googleMaps",
                                    "codeExecution",
                                    "urlContext",
                                    "computerUse",
                                    "fileSearch",
                                    "retrieval",
                                    "enterpriseWebSearch"),
                            entry("functionDeclarations", listOf(functionDeclaration()))));

    /** Members of a config that the REST body has at its top. The system instruction is apart. */
    static final Map<String, Shape> TOP =
            Map.of(
                    "tools", listOf(TOOL),
                    "toolConfig", toolConfig(),
                    "safetySettings", listOf(structure("category", "threshold", "method")),
                    "cachedContent", TEXT,
                    "labels", ANYTHING,
                    "serviceTier", TEXT,
                    "systemInstruction", ANYTHING);

    /** Members of a config that the REST body has in {@code generationConfig}. */
    static final Map<String, Shape> GENERATION =
            with(
                    anything(
                            "responseSchema",
                            "responseJsonSchema",
                            "responseMimeType",
                            "mediaResolution",
                            "routingConfig",
                            "modelSelectionConfig",
                            "modelConfig"),
                    entry("temperature", NUMBER),
                    entry("topP", NUMBER),
                    entry("topK", NUMBER),
                    entry("presencePenalty", NUMBER),
                    entry("frequencyPenalty", NUMBER),
                    entry("candidateCount", WHOLE),
                    entry("maxOutputTokens", WHOLE),
                    entry("logprobs", WHOLE),
                    entry("seed", WHOLE),
                    entry("responseLogprobs", FLAG),
                    entry("audioTimestamp", FLAG),
                    entry("enableEnhancedCivicAnswers", FLAG),
                    entry("stopSequences", listOf(TEXT)),
                    entry("responseModalities", listOf(TEXT)),
                    entry("thinkingConfig", thinkingConfig()),
                    entry("speechConfig", speechConfig()),
                    entry("imageConfig", imageConfig()));

    private GeminiShapes() {}

    private static Structure functionResponse() {
        return structure("id", "name", "response", "parts", "scheduling", "willContinue");
    }

    private static Structure functionDeclaration() {
        return structure(
                "name",
                "description",
                "behavior",
                "parameters",
                "parametersJsonSchema",
                "response",
                "responseJsonSchema");
    }

    private static Structure toolConfig() {
        return structure(
                Map.of(
                        "functionCallingConfig",
                        structure("mode", "allowedFunctionNames", "streamFunctionCallArguments"),
                        "retrievalConfig",
                        structure("latLng", "languageCode")));
    }

    private static Structure thinkingConfig() {
        return structure(
                Map.of(
                        "thinkingBudget", WHOLE,
                        "thinkingLevel", ANYTHING,
                        "includeThoughts", FLAG));
    }

    private static Structure imageConfig() {
        return structure(
                "aspectRatio", "imageSize", "personGeneration", "outputMimeType", "outputOptions");
    }

    private static Structure speechConfig() {
        var voice =
                structure(
                        Map.of(
                                "prebuiltVoiceConfig",
                                structure("voiceName"),
                                "replicatedVoiceConfig",
                                ANYTHING));
        var speaker = structure(Map.of("speaker", TEXT, "voiceConfig", voice));
        var speakers = structure(Map.of("speakerVoiceConfigs", listOf(speaker)));
        return structure(
                Map.of(
                        "voiceConfig", voice,
                        "multiSpeakerVoiceConfig", speakers,
                        "languageCode", TEXT));
    }

    @SafeVarargs
    private static Map<String, Shape> with(
            Map<String, Shape> others, Map.Entry<String, ? extends Shape>... more) {
        var all = new HashMap<>(others);
        for (var one : more) {
            all.put(one.getKey(), one.getValue());
        }
        return Map.copyOf(all);
    }
}
