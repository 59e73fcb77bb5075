package org.hustings.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.hustings.api.http.Contract;
import org.hustings.api.http.HttpSettings;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Reply;
import org.hustings.core.account.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Nothing is open by oversight: every operation of the contract is asked by nobody and by every
/// role, and only those that the table names get past the door.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorizationMatrixTest {
  // spotless:off
  private static final String TABLE =
      """
      signIn              open
      signOut             volunteer manager admin ops
      me                  volunteer manager admin ops
      changeOwnPassword   volunteer manager admin ops
      session             volunteer manager admin
      sessionFeed         volunteer manager admin
      waysIn              volunteer manager admin
      dialInCode          volunteer manager admin
      callMe              volunteer manager admin
      callingMe           volunteer manager admin
      doNotCallMe         volunteer manager admin
      openByHand          volunteer manager admin
      chooseProject       volunteer manager admin
      next                volunteer manager admin
      skip                volunteer manager admin
      call                volunteer manager admin
      hangUp              volunteer manager admin
      dropVoicemail       volunteer manager admin
      dispose             volunteer manager admin
      reportAbuse         volunteer manager admin
      pause               volunteer manager admin
      resume              volunteer manager admin
      finishAfterCall     volunteer manager admin
      sendDigits          volunteer manager admin
      leave               volunteer manager admin
      connectBrowser      volunteer manager admin
      changeBrowser       volunteer manager admin
      disconnectBrowser   volunteer manager admin
      iceServers          volunteer manager admin
      myCalls             volunteer manager admin
      myProjects          volunteer manager admin
      myProject           volunteer manager admin
      users                         manager admin
      addUser                       manager admin
      user                          manager admin
      changeUser                    manager admin
      setPassword                   manager admin
      setPin                        manager admin
      removePin                     manager admin
      lookAtInvitation    open
      acceptInvitation    open
      invitations                   manager admin
      invite                        manager admin
      withdrawInvitation            manager admin
      groups                        manager admin
      addGroup                      manager admin
      renameGroup                   manager admin
      removeGroup                   manager admin
      tokens                        manager admin
      addToken                      manager admin
      withdrawToken                 manager admin
      campaign                      manager admin
      dialInNumbers                 manager admin
      callerIds                     manager admin
      callerIdVerifications         manager admin
      verifyCallerId                manager admin
      projects                      manager admin
      addProject                    manager admin
      project                       manager admin
      changeProject                 manager admin
      explainQueue                  manager admin
      voters                        manager admin
      voter                         manager admin
      phones                        manager admin
      phone                         manager admin
      doNotCall                     manager admin
      addDoNotCall                  manager admin
      previewReopening              manager admin
      reopen                        manager admin
      attempts                      manager admin
      attempt                       manager admin
      correct                       manager admin
      incidents                     manager admin
      incidentSeen                  manager admin
      recordings                    manager admin
      addRecording                  manager admin
      recordingSound                manager admin
      dictate                       manager admin
      dictation                     manager admin
      removeRecording               manager admin
      credit                        manager admin
      ledger                        manager admin
      sessions                      manager admin
      importVoters                  manager admin
      imports                       manager admin
      import                        manager admin
      importRejections              manager admin
      campaigns                             admin
      addCampaign                           admin
      addDialInNumber                       admin
      removeDialInNumber                    admin
      addCallerId                           admin
      removeCallerId                        admin
      topUp                                 admin
      """;
  // spotless:on

  private static final int NO_CONTENT = 204;

  private final Contract contract = Contract.load(Api.CONTRACT);
  private final RunningApi api = new RunningApi(HttpSettings.onLoopback(0), doors());
  private final Map<Role, ApiClient> clients = new EnumMap<>(Role.class);

  AuthorizationMatrixTest() {
    long id = 100;
    for (Role role : Role.values()) {
      clients.put(role, api.as(api.register.add(id++, role.name(), role)));
    }
  }

  @AfterAll
  void close() {
    api.close();
  }

  /// Whoever gets in finds an empty room.
  private Map<String, Operation> doors() {
    Map<String, Operation> doors = new HashMap<>();
    contract.rules().forEach(rule -> doors.put(rule.id(), _ -> Reply.nothing()));
    return doors;
  }

  @Test
  void every_operation_is_in_the_table_and_the_table_names_no_other() {
    TreeSet<String> served = new TreeSet<>();
    contract.rules().forEach(rule -> served.add(rule.id()));

    assertThat(new TreeSet<>(table().keySet())).isEqualTo(served);
    assertThat(served).hasSizeGreaterThan(60);
  }

  @Test
  void nobody_without_a_sign_in_gets_past_a_door_that_is_not_open() {
    for (Contract.Rule rule : contract.rules()) {
      boolean open = table().getOrDefault(rule.id(), List.of()).contains("open");
      int status = knock(api.client(), rule);
      assertThat(status).as(rule.id()).matches(got -> open ? got != 401 : got == 401);
    }
  }

  @Test
  void each_role_gets_past_its_own_doors_and_no_others() {
    List<String> wrong = new ArrayList<>();
    for (Contract.Rule rule : contract.rules()) {
      List<String> allowed = table().getOrDefault(rule.id(), List.of());
      clients.forEach((role, client) -> {
        boolean expected =
            allowed.contains("open") || allowed.contains(role.name().toLowerCase(Locale.ROOT));
        int status = knock(client, rule);
        boolean let = status != 401 && status != 403;
        if (let != expected) {
          wrong.add(rule.id() + " answers " + role + " with " + status);
        }
      });
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void whoever_is_let_in_and_sends_what_the_contract_asks_for_is_served() {
    ApiClient admin = java.util.Objects.requireNonNull(clients.get(Role.ADMIN));
    assertThat(admin.get("/api/v1/projects").status()).isEqualTo(NO_CONTENT);
    assertThat(admin.get("/api/v1/attempts?limit=5&action=BUSY").status()).isEqualTo(NO_CONTENT);
  }

  @Test
  void only_the_contract_and_the_screens_are_served_beside_the_operations() {
    assertThat(api.client().get("/api/openapi.yaml").text()).contains("operationId: signIn");
    assertThat(api.client().get("/").text()).contains("Hustings");
    assertThat(api.client().get("/index.html").status()).isEqualTo(404);
    assertThat(api.client().get("/../openapi.yaml").status()).isEqualTo(404);
  }

  private int knock(ApiClient client, Contract.Rule rule) {
    String path =
        rule.path().replaceAll("\\{(attempt|leg)}", "00000000-0000-0000-0000-000000000001");
    return client
        .send(rule.method(), path.replaceAll("\\{\\w+}", "1"), BodyPublishers.noBody())
        .status();
  }

  private static Map<String, List<String>> table() {
    Map<String, List<String>> table = new HashMap<>();
    TABLE
        .lines()
        .forEach(line -> {
          List<String> words = List.of(line.strip().split(" +", -1));
          table.put(words.getFirst(), words.subList(1, words.size()));
        });
    return table;
  }
}
