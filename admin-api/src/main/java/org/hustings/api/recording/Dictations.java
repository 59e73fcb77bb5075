package org.hustings.api.recording;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hustings.api.account.CodeDrawer;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.core.account.DialInCode;
import org.hustings.core.account.Identity;
import org.hustings.core.account.PinStore.CodeFor;
import org.hustings.core.account.PinStore.Validity;
import org.hustings.core.campaign.CampaignOffice;
import org.hustings.core.dictation.Dictation;
import org.hustings.core.dictation.Dictation.Progress;
import org.hustings.core.dictation.DictationStore;
import org.hustings.core.id.DictationId;

/// Voicemail messages that managers speak into a telephone: the code to key in, and what became of
/// it.
public final class Dictations {
  private final DictationStore store;
  private final CodeDrawer codes;
  private final CampaignOffice office;
  private final InstantSource clock;

  public Dictations(
      DictationStore store, CodeDrawer codes, CampaignOffice office, InstantSource clock) {
    this.store = requireNonNull(store, "store");
    this.codes = requireNonNull(codes, "codes");
    this.office = requireNonNull(office, "office");
    this.clock = requireNonNull(clock, "clock");
  }

  public Map<String, Operation> operations() {
    return Map.of("dictate", this::open, "dictation", this::look);
  }

  /// @param name has something to read in it, as the contract sees to
  record Form(String name) {}

  record NewBody(long id, String name, String code, Instant expiresAt, List<String> numbers) {}

  record Body(
      long id,
      String name,
      String state,
      Instant expiresAt,
      Optional<Long> recording,
      Optional<String> why) {
    static Body of(Dictation dictation) {
      long id = dictation.id().value();
      return switch (dictation.progress()) {
        case Progress.Awaited _ -> plain(dictation, "AWAITED");
        case Progress.Expired _ -> plain(dictation, "EXPIRED");
        case Progress.Speaking _ -> plain(dictation, "SPEAKING");
        case Progress.Kept(var recording) ->
            new Body(
                id,
                dictation.name(),
                "KEPT",
                dictation.expiresAt(),
                recording.map(kept -> kept.value()),
                Optional.empty());
        case Progress.Dropped(Dictation.Why why) ->
            new Body(
                id,
                dictation.name(),
                "DROPPED",
                dictation.expiresAt(),
                Optional.empty(),
                Optional.of(why.name().toLowerCase(Locale.ROOT).replace('_', '-')));
      };
    }

    private static Body plain(Dictation dictation, String state) {
      return new Body(
          dictation.id().value(),
          dictation.name(),
          state,
          dictation.expiresAt(),
          Optional.empty(),
          Optional.empty());
    }
  }

  private Reply open(Request request) {
    Identity self = request.identity();
    String name = request.body(Form.class).name().strip();
    Instant now = clock.instant();
    Instant expiresAt = now.plus(DialInCode.LASTS);
    DictationId id = store.open(self.campaign(), self.user(), name, now, expiresAt);
    DialInCode code = codes.draw(self, new CodeFor.Dictating(id), new Validity(now, expiresAt));
    return Reply.created(
        "/api/v1/recordings/spoken/" + id,
        new NewBody(
            id.value(), name, code.digits(), expiresAt, office.dialInNumbers(self.campaign())));
  }

  private Reply look(Request request) {
    return store
        .find(request.campaign(), new DictationId(request.number("dictation")))
        .map(found -> found.at(clock.instant()))
        .<Reply>map(found -> Reply.ok(Body.of(found)))
        .orElseGet(() -> Reply.problem(Problem.notFound("message")));
  }
}
