package dev.tollgate.control.whitelist;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Cursors;
import dev.tollgate.control.input.Faults;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Issue;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.input.Query;
import dev.tollgate.control.publish.AccessPublisher;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.ListView;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.control.subuser.SubUsers;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.username.UsernameParser;
import dev.tollgate.domain.whitelist.WhitelistEntry;
import dev.tollgate.domain.whitelist.WhitelistFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// The operations of A§5. Thread-safe.
public final class WhitelistOperations {

    private final Whitelists whitelists;
    private final SubUsers subUsers;
    private final Supplier<UsernameParser> usernames;
    private final AccessPublisher publisher;
    private final Cursors cursors;

    /// @param usernames the grammar as the snapshot in force reads it
    public WhitelistOperations(Whitelists whitelists, SubUsers subUsers, Supplier<UsernameParser> usernames,
            AccessPublisher publisher, Cursors cursors) {
        this.whitelists = whitelists;
        this.subUsers = subUsers;
        this.usernames = usernames;
        this.publisher = publisher;
        this.cursors = cursors;
    }

    public Map<Route, Operation> all() {
        return Map.of(ApiRoutes.LIST_WHITELISTS, this::list, ApiRoutes.ADD_WHITELIST_ENTRY, this::add,
                ApiRoutes.GET_WHITELIST_ENTRY, this::get, ApiRoutes.CHANGE_WHITELIST_ENTRY, this::change,
                ApiRoutes.DELETE_WHITELIST_ENTRY, this::remove);
    }

    private Answer list(ApiRequest request) {
        Faults faults = request.faults();
        Query query = request.query();
        Principal principal = request.principal();
        Optional<Product> product = query.read("product", Product::bySlug, Issue.NOT_ALLOWED, faults);
        Optional<IpAddress> matching = query.read("ip", IpAddress::parse, Issue.BAD_FORMAT, faults);
        Cursors.Scope scope = new Cursors.Scope(request.route().path(), principal.accountId(),
                principal.environment(), query.filters());
        PageRequest wanted = cursors.page(query, scope, faults);
        return Answer.unless(faults.problem(), () -> {
            Optional<String> named = query.text("subuser");
            Optional<SubUserId> subUser = named.flatMap(text -> subUsers.findByIdOrName(principal, text))
                    .map(SubUser::id);
            // The list of a sub-user that does not exist is empty, like that of one with no entries.
            Page<WhitelistEntry> page = named.isPresent() && subUser.isEmpty()
                    ? new Page<>(List.of(), false)
                    : whitelists.list(principal, new WhitelistFilter(subUser, product, matching), wanted);
            return Answer.shown(new ListView<>(page.items().stream().map(this::view).toList(),
                    cursors.next(page, one -> one.id().value(), scope)));
        });
    }

    private Answer add(ApiRequest request) {
        Principal principal = request.principal();
        Optional<String> named = request.body().optional("subuser").filter(JsonNode::isString)
                .map(JsonNode::stringValue);
        Optional<SubUser> owner = named.flatMap(text -> subUsers.findByIdOrName(principal, text));
        if (named.isPresent() && owner.isEmpty()) {
            // An object that is not there answers before any field at fault (A§1.3).
            return refuse(ApiError.SUBUSER_NOT_FOUND);
        }
        Fields fields = request.fields();
        return switch (AddEntry.read(fields, owner, usernames.get())) {
            case Checked.Invalid<AddEntry>(Problem problem) -> Answer.refused(problem);
            case Checked.Valid<AddEntry>(AddEntry command) -> switch (whitelists.add(principal, command)) {
                case Whitelists.Outcome.Rejected(ApiError error) -> refuse(error);
                case Whitelists.Outcome.Done(WhitelistEntry entry) ->
                    Answer.created("/whitelists/" + entry.id(), view(entry), entry.version());
            };
        };
    }

    private Answer get(ApiRequest request) {
        return withEntry(request, entry -> Answer.unless(request.faults().problem(),
                () -> Answer.resource(request, view(entry), entry.version())));
    }

    private Answer change(ApiRequest request) {
        return withMatching(request, entry -> {
            Principal principal = request.principal();
            Optional<SubUser> owner = subUsers.find(principal, entry.subUser().value());
            if (owner.isEmpty()) {
                // Deleted between the two look-ups, and the entry with it.
                return refuse(ApiError.WHITELIST_NOT_FOUND);
            }
            return switch (ChangeEntry.read(request.fields(), owner.get(), entry.product(), usernames.get())) {
                case Checked.Invalid<ChangeEntry>(Problem problem) -> Answer.refused(problem);
                case Checked.Valid<ChangeEntry>(ChangeEntry command) ->
                    switch (whitelists.change(principal, entry.id(), expected(request, entry), command)) {
                        case Whitelists.Outcome.Rejected(ApiError error) -> refuse(error);
                        case Whitelists.Outcome.Done(WhitelistEntry changed) ->
                            Answer.shown(view(changed), changed.version());
                    };
            };
        });
    }

    private Answer remove(ApiRequest request) {
        return withMatching(request, entry -> Answer.unless(request.faults().problem(),
                () -> whitelists.remove(request.principal(), entry.id(), expected(request, entry))
                        .map(WhitelistOperations::refuse).orElseGet(Answer::gone)));
    }

    private Answer withEntry(ApiRequest request, Function<WhitelistEntry, Answer> then) {
        return whitelists.find(request.principal(), request.id()).map(then)
                .orElseGet(() -> refuse(ApiError.WHITELIST_NOT_FOUND));
    }

    private Answer withMatching(ApiRequest request, Function<WhitelistEntry, Answer> then) {
        return withEntry(request, entry -> request.preconditions().forbidsChange(entry.version())
                ? refuse(ApiError.PRECONDITION_FAILED)
                : then.apply(entry));
    }

    /// The version that `If-Match` was held against, so that nobody gets in between.
    private static OptionalLong expected(ApiRequest request, WhitelistEntry entry) {
        return request.preconditions().conditional() ? OptionalLong.of(entry.version()) : OptionalLong.empty();
    }

    private EntryView view(WhitelistEntry entry) {
        return EntryView.of(entry, publisher.inForce());
    }

    private static Answer refuse(ApiError error) {
        return Answer.refused(Problem.of(error));
    }
}
