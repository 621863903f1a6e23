package dev.tollgate.control.webhook;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Cursors;
import dev.tollgate.control.input.Faults;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.ListView;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.webhook.Delivery;
import dev.tollgate.domain.webhook.Webhook;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/// The operations of A§12. Thread-safe.
public final class WebhookOperations {

    private final Webhooks webhooks;
    private final Cursors cursors;
    private final InstantSource clock;

    public WebhookOperations(Webhooks webhooks, Cursors cursors, InstantSource clock) {
        this.webhooks = webhooks;
        this.cursors = cursors;
        this.clock = clock;
    }

    public Map<Route, Operation> all() {
        return Map.of(ApiRoutes.LIST_WEBHOOKS, this::list, ApiRoutes.CREATE_WEBHOOK, this::create,
                ApiRoutes.GET_WEBHOOK, this::get, ApiRoutes.CHANGE_WEBHOOK, this::change, ApiRoutes.DELETE_WEBHOOK,
                this::delete, ApiRoutes.TEST_WEBHOOK, this::test, ApiRoutes.ROTATE_WEBHOOK_SECRET, this::rotate,
                ApiRoutes.LIST_WEBHOOK_DELIVERIES, this::deliveries);
    }

    private Answer list(ApiRequest request) {
        Faults faults = request.faults();
        Cursors.Scope scope = scope(request, request.route().path());
        PageRequest wanted = cursors.page(request.query(), scope, faults);
        return Answer.unless(faults.problem(), () -> {
            Page<Webhook> page = webhooks.list(request.principal(), wanted);
            return Answer.shown(new ListView<>(
                    page.items().stream().map(one -> WebhookView.of(one, clock.instant())).toList(),
                    cursors.next(page, one -> one.id().value(), scope)));
        });
    }

    private static Cursors.Scope scope(ApiRequest request, String list) {
        return new Cursors.Scope(list, request.principal().accountId(), request.principal().environment(),
                request.query().filters());
    }

    private Answer create(ApiRequest request) {
        Principal principal = request.principal();
        Fields fields = request.fields();
        return switch (CreateWebhook.read(fields, webhooks::objection, principal.account().operator())) {
            case Checked.Invalid<CreateWebhook>(Problem problem) -> Answer.refused(problem);
            case Checked.Valid<CreateWebhook>(CreateWebhook command) -> switch (webhooks.create(principal, command)) {
                case Webhooks.Shown.Rejected(ApiError error) -> refuse(error);
                case Webhooks.Shown.Once(Webhook webhook, Secret secret) ->
                    Answer.created("/webhooks/" + webhook.id(),
                            WebhookView.withSecret(webhook, secret, clock.instant()), webhook.version());
            };
        };
    }

    private Answer get(ApiRequest request) {
        return withWebhook(request, webhook -> Answer.unless(request.faults().problem(),
                () -> Answer.resource(request, WebhookView.of(webhook, clock.instant()), webhook.version())));
    }

    private Answer change(ApiRequest request) {
        return withMatching(request, webhook -> {
            Principal principal = request.principal();
            return switch (ChangeWebhook.read(request.fields(), webhooks::objection, principal.account().operator())) {
                case Checked.Invalid<ChangeWebhook>(Problem problem) -> Answer.refused(problem);
                case Checked.Valid<ChangeWebhook>(ChangeWebhook command) ->
                    switch (webhooks.change(principal, webhook.id(), expected(request, webhook), command)) {
                        case Webhooks.Change.Rejected(ApiError error) -> refuse(error);
                        case Webhooks.Change.Changed(Webhook changed) ->
                            Answer.shown(WebhookView.of(changed, clock.instant()), changed.version());
                    };
            };
        });
    }

    private Answer delete(ApiRequest request) {
        return withMatching(request, webhook -> Answer.unless(request.faults().problem(),
                () -> webhooks.delete(request.principal(), webhook.id(), expected(request, webhook))
                        .map(WebhookOperations::refuse).orElseGet(Answer::gone)));
    }

    private Answer test(ApiRequest request) {
        return withoutFields(request, webhook -> webhooks.test(request.principal(), webhook)
                .map(outcome -> Answer.shown(OutcomeView.of(outcome)))
                .orElseGet(() -> refuse(ApiError.WEBHOOK_NOT_FOUND)));
    }

    private Answer rotate(ApiRequest request) {
        return withoutFields(request, webhook -> switch (webhooks.rotateSecret(request.principal(), webhook.id())) {
            case Webhooks.Shown.Rejected(ApiError error) -> refuse(error);
            case Webhooks.Shown.Once(Webhook rotated, Secret secret) ->
                Answer.shown(WebhookView.withSecret(rotated, secret, clock.instant()), rotated.version());
        });
    }

    private Answer deliveries(ApiRequest request) {
        return withWebhook(request, webhook -> {
            Faults faults = request.faults();
            Cursors.Scope scope = scope(request, "/webhooks/" + webhook.id() + "/deliveries");
            PageRequest wanted = cursors.page(request.query(), scope, faults);
            return Answer.unless(faults.problem(), () -> {
                Page<Delivery> page = webhooks.deliveries(request.principal(), webhook.id(), wanted);
                return Answer.shown(new ListView<>(page.items().stream().map(DeliveryView::of).toList(),
                        cursors.next(page, Delivery::event, scope)));
            });
        });
    }

    private Answer withoutFields(ApiRequest request, Function<Webhook, Answer> then) {
        return withWebhook(request, webhook -> {
            Fields fields = request.fields();
            new WebhookFields(fields).refuseAll();
            return Answer.unless(fields.faults().problem(), () -> then.apply(webhook));
        });
    }

    private Answer withWebhook(ApiRequest request, Function<Webhook, Answer> then) {
        return webhooks.find(request.principal(), request.id()).map(then)
                .orElseGet(() -> refuse(ApiError.WEBHOOK_NOT_FOUND));
    }

    private Answer withMatching(ApiRequest request, Function<Webhook, Answer> then) {
        return withWebhook(request, webhook -> request.preconditions().forbidsChange(webhook.version())
                ? refuse(ApiError.PRECONDITION_FAILED)
                : then.apply(webhook));
    }

    /// The version that `If-Match` was held against, so that nobody gets in between.
    private static OptionalLong expected(ApiRequest request, Webhook webhook) {
        return request.preconditions().conditional() ? OptionalLong.of(webhook.version()) : OptionalLong.empty();
    }

    private static Answer refuse(ApiError error) {
        return Answer.refused(Problem.of(error));
    }
}
