package io.ssalmuk.api.access;

import io.ssalmuk.client.Client;
import io.ssalmuk.client.ClientId;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands a handler the client that was let in; one that asks for it cannot run without. */
final class ClientIdResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ClientId.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return Clients.current().map(Client::id).orElseThrow(() -> misplaced(parameter));
    }

    private static IllegalStateException misplaced(MethodParameter parameter) {
        return new IllegalStateException(
                parameter.getExecutable() + " asks for a client where none need be");
    }
}
