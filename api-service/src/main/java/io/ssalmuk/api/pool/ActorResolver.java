package io.ssalmuk.api.pool;

import io.ssalmuk.pool.Actor;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands a handler whom to name in the audit trail: the name that belongs to the admin token. */
final class ActorResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Actor.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var sent = Optional.ofNullable(request.getNativeRequest(HttpServletRequest.class));
        return new Actor(
                sent.map(HttpServletRequest::getRemoteUser).orElse("unknown"),
                sent.map(ServletRequest::getRemoteAddr).orElse("unknown"));
    }
}
