package org.hustings.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hustings.api.account.CallerIdVerifications;
import org.hustings.api.account.CallerIdVerifications.NumberField;
import org.hustings.api.account.Campaigns;
import org.hustings.api.account.CodeDrawer;
import org.hustings.api.account.Entrance;
import org.hustings.api.account.Invitations;
import org.hustings.api.account.Joining;
import org.hustings.api.account.OwnPhoneField;
import org.hustings.api.account.SignIn;
import org.hustings.api.account.StoredGatekeeper;
import org.hustings.api.account.Tokens;
import org.hustings.api.account.Users;
import org.hustings.api.account.WaysIn;
import org.hustings.api.attempt.Attempts;
import org.hustings.api.credit.Books;
import org.hustings.api.http.ApiServer;
import org.hustings.api.http.Contract;
import org.hustings.api.http.Operation;
import org.hustings.api.incident.Incidents;
import org.hustings.api.intake.Imports;
import org.hustings.api.project.MyProjects;
import org.hustings.api.project.Projects;
import org.hustings.api.recording.Dictations;
import org.hustings.api.recording.Recordings;
import org.hustings.api.session.BrowserCalls;
import org.hustings.api.session.CallMeCalls;
import org.hustings.api.session.MyCalls;
import org.hustings.api.session.SessionCommands;
import org.hustings.api.session.SessionCommands.OwnCodes;
import org.hustings.api.voter.DoNotCall;
import org.hustings.api.voter.GivenNumber;
import org.hustings.api.voter.Reopenings;
import org.hustings.api.voter.Voters;
import org.hustings.core.account.Throttle;
import org.hustings.core.project.ProjectSettings.OwnDisposition;

/// Puts the API together: each resource with the ports that it needs. The server checks that
/// together they serve the whole contract, and nothing else.
public final class Api {
  public static final String CONTRACT = "/org/hustings/api/openapi.yaml";

  private Api() {}

  public static ApiServer.Parts parts(ApiPorts ports) {
    return new ApiServer.Parts(
        Contract.load(CONTRACT),
        operations(ports),
        new StoredGatekeeper(ports.doors().register(), ports.clock()),
        ports.meters());
  }

  private static Map<String, Operation> operations(ApiPorts ports) {
    Map<String, Operation> operations = new LinkedHashMap<>();
    operations.putAll(accounts(ports));
    operations.putAll(calling(ports));
    operations.putAll(managing(ports));
    return operations;
  }

  private static Map<String, Operation> accounts(ApiPorts ports) {
    ApiPorts.Doors doors = ports.doors();
    Throttle throttle = new Throttle(doors.tries(), Throttle.Limits.DEFAULT);
    GivenNumber numbers = new GivenNumber(ports.books().office(), ports.plan());
    OwnPhoneField phones = (campaign, text) -> numbers.readOwn(campaign, text, OwnPhoneField.FIELD);
    Map<String, Operation> operations = new LinkedHashMap<>();
    operations.putAll(
        new SignIn(doors.register(), doors.passwords(), throttle, ports.clock()).operations());
    operations.putAll(
        new Invitations(doors.invitations(), doors.publicUrl(), phones, ports.clock())
            .operations());
    operations.putAll(
        new Joining(
                doors.invitations(),
                ports.books().office(),
                doors.passwords(),
                new Entrance(doors.register(), ports.clock()),
                new Joining.Door(throttle, ports.clock()))
            .operations());
    operations.putAll(
        new Users(doors.users(), doors.register(), doors.passwords(), phones, ports.clock())
            .operations());
    operations.putAll(
        new WaysIn(
                new CodeDrawer(doors.pins()),
                doors.users(),
                ports.books().office(),
                new WaysIn.Desks(ports.engine().browsers(), ports.engine().callMe()),
                ports.clock())
            .operations());
    operations.putAll(new Tokens(doors.users(), doors.register(), ports.clock()).operations());
    operations.putAll(
        new Campaigns(ports.books().campaigns(), ports.books().office(), ports.plan())
            .operations());
    operations.putAll(
        new CallerIdVerifications(
                ports.engine().callerIds(),
                (campaign, text) -> numbers.readCallerId(campaign, text, NumberField.FIELD),
                ports.meters())
            .operations());
    return operations;
  }

  private static Map<String, Operation> calling(ApiPorts ports) {
    ApiPorts.Books books = ports.books();
    GivenNumber numbers = new GivenNumber(books.office(), ports.plan());
    Map<String, Operation> operations = new LinkedHashMap<>();
    operations.putAll(
        new SessionCommands(
                ports.engine().sessions(),
                codes(books),
                campaign -> (text, field) -> numbers.readOther(campaign, text, field),
                ports.clock())
            .operations());
    operations.putAll(new BrowserCalls(ports.engine().browsers()).operations());
    operations.putAll(new CallMeCalls(ports.engine().callMe()).operations());
    operations.putAll(new MyCalls(books.diary(), books.office(), ports.clock()).operations());
    operations.putAll(
        new MyProjects(
                books.projects(),
                ports.engine().managers(),
                ports.engine().callerId(),
                ports.clock())
            .operations());
    return operations;
  }

  private static Map<String, Operation> managing(ApiPorts ports) {
    ApiPorts.Books books = ports.books();
    var desk = ports.engine().managers();
    GivenNumber numbers = new GivenNumber(books.office(), ports.plan());
    Map<String, Operation> operations = new LinkedHashMap<>();
    operations.putAll(new Projects(books.projects(), books.office(), desk).operations());
    operations.putAll(new Voters(books.voters(), numbers).operations());
    operations.putAll(new DoNotCall(books.voters(), desk, numbers).operations());
    operations.putAll(new Reopenings(books.voters(), desk).operations());
    operations.putAll(new Attempts(books.attempts(), desk, codes(books)).operations());
    operations.putAll(
        new Recordings(books.recordings(), ports.converter(), ports.clock()).operations());
    operations.putAll(
        new Dictations(
                books.dictations(),
                new CodeDrawer(ports.doors().pins()),
                books.office(),
                ports.clock())
            .operations());
    operations.putAll(new Incidents(books.incidents(), ports.clock()).operations());
    operations.putAll(new Books(books.credit(), ports.clock()).operations());
    operations.putAll(
        new Imports(
                ports.intake().importVoters(),
                ports.intake().store(),
                books.office(),
                books.projects())
            .operations());
    return operations;
  }

  private static OwnCodes codes(ApiPorts.Books books) {
    return (campaign, project, code) ->
        books
            .projects()
            .find(campaign, project)
            .flatMap(found ->
                found.settings().dispositions().stream()
                    .filter(own -> own.code().equals(code))
                    .map(OwnDisposition::action)
                    .findFirst());
  }
}
