package org.hustings.core.dialing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.hustings.core.account.OwnPhones;
import org.hustings.core.account.OwnPhones.Grant;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.Sessions.MayJoin;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.id.UserId;
import org.hustings.core.session.Refusal;
import org.hustings.core.telephony.Telephony.Admission;
import org.hustings.core.telephony.Telephony.Capability;
import org.hustings.core.telephony.Telephony.Permit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls volunteers at their wish, one call at a time for each. Nothing rings before the channel is
/// held and the try is counted in the books.
final class CallMeReception implements CallMeDesk {
  private static final Logger LOG = LoggerFactory.getLogger(CallMeReception.class);
  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final Refusal NOT_OFFERED =
      Refusal.of(
          "call-me-not-offered",
          "This server does not call volunteers. Dial in, or call with this device.");
  private static final Refusal NO_PHONE =
      Refusal.of(
          "no-own-phone",
          "No telephone of yours is written down. Ask your organizer to add it to your account, or"
              + " dial in yourself.");

  private final Office office;
  private final Sessions sessions;
  private final OwnPhones phones;

  /// The last wish of each volunteer, under way or over.
  private final Map<UserId, CallMe> wishes = new ConcurrentHashMap<>();

  /// Who is asking just now.
  private final Map<UserId, CompletableFuture<Answer>> asking = new ConcurrentHashMap<>();

  CallMeReception(Office office, Sessions sessions, OwnPhones phones) {
    this.office = office;
    this.sessions = sessions;
    this.phones = requireNonNull(phones, "phones");
  }

  @Override
  public boolean isOffered() {
    return office.can(Capability.CALL_ME)
        && office.can(Capability.PLAY)
        && office.can(Capability.DIGITS_IN);
  }

  @Override
  public CompletableFuture<Answer> call(Volunteer volunteer) {
    if (!isOffered()) {
      return CompletableFuture.completedFuture(new Answer.Refused(NOT_OFFERED));
    }
    CompletableFuture<Answer> mine = new CompletableFuture<>();
    CompletableFuture<Answer> first = asking.putIfAbsent(volunteer.id(), mine);
    if (first != null) {
      return first;
    }
    CompletableFuture<?> _ =
        (isUnderWay(volunteer)
                ? CompletableFuture.completedFuture(calling(volunteer))
                : sessions.mayJoin(volunteer).thenCompose(may -> begin(volunteer, may)))
            .whenComplete((answer, broken) -> {
              asking.remove(volunteer.id());
              if (broken == null) {
                mine.complete(answer);
              } else {
                mine.completeExceptionally(broken);
              }
            });
    return mine;
  }

  @Override
  public boolean giveUp(Volunteer volunteer) {
    boolean underWay = isUnderWay(volunteer);
    if (underWay) {
      wish(volunteer).ifPresent(CallMe::giveUp);
    }
    return underWay;
  }

  @Override
  public Optional<View> viewOf(Volunteer volunteer) {
    return wish(volunteer).map(CallMe::view);
  }

  private Optional<CallMe> wish(Volunteer volunteer) {
    return Optional.ofNullable(wishes.get(volunteer.id()))
        .filter(wish -> wish.volunteer().campaign().equals(volunteer.campaign()));
  }

  private boolean isUnderWay(Volunteer volunteer) {
    return viewOf(volunteer).filter(view -> !view.state().isOver()).isPresent();
  }

  private Answer calling(Volunteer volunteer) {
    return new Answer.Calling(viewOf(volunteer).orElseThrow());
  }

  private CompletableFuture<Answer> begin(Volunteer volunteer, MayJoin may) {
    return switch (may) {
      case MayJoin.No(Refusal why) -> CompletableFuture.completedFuture(new Answer.Refused(why));
      case MayJoin.Yes(Optional<String> home) -> begin(volunteer, home);
    };
  }

  private CompletableFuture<Answer> begin(Volunteer volunteer, Optional<String> home) {
    return switch (office.telephony().admitVolunteer(office.now(), home)) {
      case Admission.NotNow(String reason, Instant again) -> {
        office.metrics().notAdmitted(reason);
        yield CompletableFuture.completedFuture(
            new Answer.Refused(
                new Refusal(
                    "no-room", "All lines are taken. Try again in a moment.", Optional.of(again))));
      }
      case Admission.Admitted(Permit permit) -> {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        office.ports().time().runners().run("call me", () -> take(volunteer, permit, answer));
        yield answer;
      }
    };
  }

  private void take(Volunteer volunteer, Permit permit, CompletableFuture<Answer> answer) {
    try {
      answer.complete(take(volunteer, permit));
    } catch (RuntimeException broken) {
      answer.complete(new Answer.Refused(Refusal.STORE_UNAVAILABLE));
      throw broken;
    }
  }

  /// Blocking. The channel is given back unless it rings.
  private Answer take(Volunteer volunteer, Permit permit) {
    boolean rings = false;
    try {
      Grant grant = phones.take(volunteer.campaign(), volunteer.id(), office.now());
      rings = grant instanceof Grant.Granted;
      return switch (grant) {
        case Grant.NoPhone _ -> new Answer.Refused(NO_PHONE);
        case Grant.TooOften(Instant again) -> new Answer.Refused(tooOften(again));
        case Grant.Granted(var number) -> {
          CallMe wish = new CallMe(office, sessions, volunteer, this::over);
          wishes.put(volunteer.id(), wish);
          wish.ring(number, permit);
          yield new Answer.Calling(wish.view());
        }
      };
    } catch (StoreUnavailable unavailable) {
      LOG.atWarn()
          .setMessage("a volunteer who asked for it was not called: the store is away")
          .addKeyValue("event", "store-unavailable")
          .addKeyValue("work", "call-me")
          .addKeyValue("cause", unavailable.getMessage())
          .log();
      office.metrics().storeUnavailable();
      return new Answer.Refused(Refusal.STORE_UNAVAILABLE);
    } finally {
      if (!rings) {
        permit.close();
      }
    }
  }

  private static Refusal tooOften(Instant again) {
    return new Refusal(
        "call-me-too-often",
        "Your phone was rung too often within an hour. Dial in yourself, or wait.",
        Optional.of(again));
  }

  private void over(CallMe wish) {
    office
        .timers()
        .after(
            REMEMBERED,
            () -> {
              boolean _ = wishes.remove(wish.volunteer().id(), wish);
            });
  }
}
