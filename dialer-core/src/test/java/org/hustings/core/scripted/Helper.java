package org.hustings.core.scripted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.account.Volunteer;
import org.hustings.core.contract.Says;
import org.hustings.core.dialing.SessionDesk.Reply;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView;

/// A volunteer at work: what they press, and what they see.
public final class Helper {
  private final EngineWorld world;
  private final Volunteer volunteer;
  private final List<SessionView> feed = new ArrayList<>();
  private Optional<ScriptedLeg> line = Optional.empty();
  private int keys;

  Helper(EngineWorld world, Volunteer volunteer) {
    this.world = world;
    this.volunteer = volunteer;
  }

  public Volunteer volunteer() {
    return volunteer;
  }

  /// The telephone by which they are connected.
  public ScriptedLeg line() {
    return line.orElseThrow();
  }

  public String number() {
    return Long.toString(1000 + volunteer.id().value());
  }

  /// Dials in, keys number and PIN, and follows the screen.
  public Helper dialsIn() {
    ScriptedLeg leg = world.network().dialsIn(EngineWorld.DNIS, "+19195550199");
    line = Optional.of(leg);
    world.time().runUntilQuiet();
    leg.presses(number() + "#");
    world.time().runUntilQuiet();
    leg.presses("4321#");
    world.time().runUntilQuiet();
    return this;
  }

  /// The screen shows a one-time code.
  public void isShownCode(String digits) {
    world.showsCode(digits, volunteer);
  }

  public Reply opensByHand(Optional<ProjectId> project) {
    return answer(world.desk().openByHand(volunteer, project));
  }

  public Helper follows() {
    feed.clear();
    var _ = world.desk().follow(volunteer, feed::add).orElseThrow();
    world.time().runUntilQuiet();
    return this;
  }

  /// All that the screen has shown since it was opened.
  public List<SessionView> feed() {
    return List.copyOf(feed);
  }

  public SessionView sees() {
    world.time().runUntilQuiet();
    return world.desk().viewOf(volunteer).orElseThrow();
  }

  public boolean isGone() {
    world.time().runUntilQuiet();
    return world.desk().viewOf(volunteer).isEmpty();
  }

  public Reply submits(Command command) {
    return answer(world.desk().submit(volunteer, command));
  }

  /// The command is on its way; nothing has been done about it yet.
  public void presses(Command command) {
    CompletableFuture<Reply> _ = asks(command);
  }

  /// As [#presses], with the answer that is still to come.
  public CompletableFuture<Reply> asks(Command command) {
    return world.desk().submit(volunteer, command);
  }

  public Reply chooses(ProjectId project) {
    return submits(new Command.ChooseProject(project));
  }

  public Reply next() {
    return submits(new Command.Next());
  }

  public EntryId entry() {
    return sees().entry().orElseThrow();
  }

  public Reply calls() {
    return submits(new Command.Call(entry()));
  }

  public Reply hangsUp() {
    return submits(new Command.HangUp());
  }

  public Reply skips() {
    return submits(new Command.Skip(entry()));
  }

  public AttemptId attempt() {
    return sees().call().orElseThrow().attempt();
  }

  public Reply says(Action action) {
    return says(action == Action.SUCCESSFUL ? Says.reached() : Disposition.plain(action));
  }

  public Reply says(Disposition disposition) {
    return says(attempt(), "key " + ++keys, disposition);
  }

  public Reply says(AttemptId attempt, String key, Disposition disposition) {
    return submits(new Command.Dispose(attempt, key, disposition));
  }

  private Reply answer(CompletableFuture<Reply> reply) {
    world.time().runUntilQuiet();
    if (!reply.isDone()) {
      throw new AssertionError("not answered yet; now " + world.desk().viewOf(volunteer));
    }
    return reply.join();
  }
}
