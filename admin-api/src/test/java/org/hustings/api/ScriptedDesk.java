package org.hustings.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.SessionDesk;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionStore;
import org.hustings.core.session.SessionView;
import org.hustings.core.session.SessionView.State;

/// A front desk whose engine does what the test says. It keeps sessions, counts what it is asked,
/// and tells followers of every view that a test shows.
public final class ScriptedDesk implements SessionDesk {
  private final Map<UserId, SessionView> views = new ConcurrentHashMap<>();
  private final Map<UserId, List<Consumer<SessionView>>> followers = new ConcurrentHashMap<>();
  private final List<Command> commands = new CopyOnWriteArrayList<>();
  private volatile Function<Command, CompletableFuture<Reply>> script =
      _ -> CompletableFuture.completedFuture(new Reply.NoSession());

  /// What the engine answers from now on.
  public void answer(Function<Command, Reply> answer) {
    script = command -> CompletableFuture.completedFuture(answer.apply(command));
  }

  public void answerLater(Function<Command, CompletableFuture<Reply>> answer) {
    script = answer;
  }

  public List<Command> commands() {
    return List.copyOf(commands);
  }

  /// The session is as `view` says; followers are told.
  public void show(SessionView view) {
    views.put(view.volunteer(), view);
    followers.getOrDefault(view.volunteer(), List.of()).forEach(feed -> feed.accept(view));
    if (view.state() == State.GONE) {
      views.remove(view.volunteer());
    }
  }

  public int followersOf(UserId volunteer) {
    return followers.getOrDefault(volunteer, List.of()).size();
  }

  @Override
  public CompletableFuture<Reply> openByHand(Volunteer volunteer, Optional<ProjectId> project) {
    SessionView view = view(volunteer.id(), 1, State.READY);
    show(view);
    return CompletableFuture.completedFuture(new Reply.Done(view));
  }

  @Override
  public Optional<SessionView> viewOf(Volunteer volunteer) {
    return Optional.ofNullable(views.get(volunteer.id()));
  }

  @Override
  public CompletableFuture<Reply> submit(Volunteer volunteer, Command command) {
    commands.add(command);
    return script.apply(command);
  }

  @Override
  public Optional<Subscription> follow(Volunteer volunteer, Consumer<SessionView> feed) {
    SessionView now = views.get(volunteer.id());
    if (now == null) {
      return Optional.empty();
    }
    List<Consumer<SessionView>> all =
        followers.computeIfAbsent(volunteer.id(), _ -> new CopyOnWriteArrayList<>());
    all.add(feed);
    feed.accept(now);
    return Optional.of(new Following(now.session(), () -> all.remove(feed)));
  }

  private record Following(SessionId session, Runnable end) implements Subscription {
    @Override
    public void close() {
      end.run();
    }
  }

  /// A view with little in it.
  public static SessionView view(UserId volunteer, long sequence, State state) {
    return new SessionView(
        new SessionId(new UUID(volunteer.value(), 7)),
        volunteer,
        SessionStore.Mode.PHONE,
        Instant.parse("2026-10-05T14:00:00Z"),
        sequence,
        Instant.parse("2026-10-05T14:00:00Z").plusSeconds(sequence),
        state,
        true,
        Optional.empty(),
        Optional.empty(),
        new java.util.TreeSet<>(Set.of(Command.Kind.NEXT, Command.Kind.LEAVE)),
        Optional.of(new ProjectId(3)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /// All that was shown of one kind.
  public <T extends Command> List<T> commandsOf(Class<T> kind) {
    List<T> found = new ArrayList<>();
    commands.stream().filter(kind::isInstance).map(kind::cast).forEach(found::add);
    return found;
  }
}
