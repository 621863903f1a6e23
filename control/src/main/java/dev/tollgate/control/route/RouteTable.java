package dev.tollgate.control.route;

import dev.tollgate.control.input.PercentCoding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds the operation that a request means. Immutable.
public final class RouteTable {

    private final List<Route> routes;

    public RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /// What a method and path turned out to be.
    public sealed interface Match {

        /// @param id what stands in the path for the segment in braces; empty if the route has none
        record Found(Route route, String id) implements Match {}

        record Unknown() implements Match {}

        /// @param allowed for the `Allow` header
        record OtherMethod(Set<String> allowed) implements Match {}
    }

    /// @param rawPath still percent-encoded: an encoded slash is part of a segment
    public Match find(String method, String rawPath) {
        List<String> segments = List.of(rawPath.split("/", -1));
        List<Route> here = mostExact(routes.stream().filter(route -> matches(route, segments)).toList());
        if (here.isEmpty()) {
            return new Match.Unknown();
        }
        String wanted = method.equals("HEAD") ? Method.GET.name() : method;
        for (Route route : here) {
            if (route.method().name().equals(wanted)) {
                return new Match.Found(route, id(route, segments));
            }
        }
        return new Match.OtherMethod(allowed(here));
    }

    /// `/tokens/verify` is itself, and no token of that id.
    private static List<Route> mostExact(List<Route> fitting) {
        long parameters = fitting.stream().mapToLong(RouteTable::parameters).min().orElse(0);
        return fitting.stream().filter(route -> parameters(route) == parameters).toList();
    }

    private static long parameters(Route route) {
        return route.segments().stream().filter(Route::parameter).count();
    }

    /// The path begins with a slash, so that its first segment is empty.
    private static boolean matches(Route route, List<String> segments) {
        List<String> pattern = route.segments();
        if (segments.size() != pattern.size() + 1 || !segments.getFirst().isEmpty()) {
            return false;
        }
        for (int i = 0; i < pattern.size(); i++) {
            String given = segments.get(i + 1);
            boolean fits = Route.parameter(pattern.get(i)) ? !given.isEmpty() : pattern.get(i).equals(given);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static String id(Route route, List<String> segments) {
        List<String> pattern = route.segments();
        for (int i = 0; i < pattern.size(); i++) {
            if (Route.parameter(pattern.get(i))) {
                return PercentCoding.decode(segments.get(i + 1));
            }
        }
        return "";
    }

    private static Set<String> allowed(List<Route> here) {
        Set<String> methods = new LinkedHashSet<>();
        for (Method method : Method.values()) {
            if (here.stream().anyMatch(route -> route.method() == method)) {
                methods.add(method.name());
                if (method == Method.GET) {
                    methods.add("HEAD");
                }
            }
        }
        return new LinkedHashSet<>(new ArrayList<>(methods));
    }
}
