package org.hustings.schema.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.hustings.core.id.CampaignId;
import org.hustings.schema.TestDatabases;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.engine.PostgresCampaignRegister;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MessageTest {
  private static final String ADD =
      "insert into user_group (campaign_id, name) values (current_campaign(), ?) returning name";
  private static final String NAMES = "select name from user_group order by name";
  private static final String JOINING = "select current_setting('enable_hashjoin')";

  private final ConnectionPool pool = ConnectionPool.open(TestDatabases.fresh(), 1);
  private final CampaignTransactions transactions = new CampaignTransactions(pool);
  private final CampaignId campaign = campaign("One");

  private CampaignId campaign(String name) {
    return new PostgresCampaignRegister(transactions).found(name, "US", ZoneOffset.UTC);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void each_question_sees_what_those_before_it_did() {
    transactions.in(
        campaign,
        open -> {
          Message message = open.message();
          Reply<String> none = message.ask(NAMES, row -> row.getString(1));
          Reply<String> added = message.ask(ADD, row -> row.getString(1), "North");
          Reply<String> one = message.ask(NAMES, row -> row.getString(1));
          message.send();

          assertThat(none.rows()).isEmpty();
          assertThat(added.rows()).containsExactly("North");
          assertThat(one.rows()).containsExactly("North");
          return open;
        });
  }

  @Test
  void a_message_is_of_its_transactions_campaign_whatever_the_connection_was_used_for_before() {
    CampaignId other = campaign("Other");
    add(campaign, "Mine");
    add(other, "Theirs");

    assertThat(names(campaign)).containsExactly("Mine");
    assertThat(names(other)).containsExactly("Theirs");
    assertThat(transactions.<Integer>outside(sql -> sql.fetch(NAMES).size())).isZero();
  }

  @Test
  void what_is_asked_through_jooq_after_a_message_that_was_never_sent_is_of_the_campaign_too() {
    add(campaign, "Mine");

    int seen =
        transactions.in(
            campaign,
            open -> {
              Reply<String> unsent = open.byKeys().ask(NAMES, row -> row.getString(1));
              assertThatThrownBy(unsent::rows).isInstanceOf(IllegalStateException.class);
              return open.sql().fetch(NAMES).size();
            });

    assertThat(seen).isOne();
  }

  @Test
  void going_by_keys_ends_with_the_transaction() {
    String within = transactions.in(campaign, open -> asked(open.byKeys(), JOINING));
    String after = transactions.in(campaign, open -> asked(open.message(), JOINING));

    assertThat(within).isEqualTo("off");
    assertThat(after).isEqualTo("on");
  }

  @Test
  void what_the_database_refuses_leaves_nothing_behind() {
    assertThatThrownBy(() ->
            transactions.in(
                campaign,
                open -> {
                  Message message = open.message();
                  Reply<String> _ = message.ask(ADD, row -> row.getString(1), "North");
                  Reply<String> _ = message.ask(ADD, row -> row.getString(1), (Object) null);
                  message.send();
                  return open;
                }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(names(campaign)).isEmpty();
  }

  @Test
  void what_went_with_the_commit_stays_whatever_fails_later() {
    assertThatThrownBy(() ->
            transactions.in(
                campaign,
                open -> {
                  adding(open, "North").sendAndCommit();
                  adding(open, "South").send();
                  throw new IllegalStateException("later");
                }))
        .hasMessage("later");

    assertThat(names(campaign)).containsExactly("North");
  }

  @Test
  void what_is_to_be_done_after_the_commit_is_done_with_the_message_that_has_it_and_once() {
    List<String> done = new ArrayList<>();

    transactions.in(
        campaign,
        open -> {
          open.afterCommit(() -> done.add("first"));
          adding(open, "North").sendAndCommit();
          assertThat(done).containsExactly("first");
          open.afterCommit(() -> done.add("second"));
          return open;
        });

    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void after_a_message_with_the_commit_the_next_one_is_of_the_same_campaign_and_by_no_keys() {
    add(campaign("Other"), "Theirs");

    transactions.in(
        campaign,
        open -> {
          Message first = open.byKeys();
          Reply<String> added = first.ask(ADD, row -> row.getString(1), "North");
          first.sendAndCommit();
          assertThat(added.rows()).containsExactly("North");
          assertThat(asked(open.message(), JOINING)).isEqualTo("on");
          assertThat(open.sql().fetch(NAMES).getValues(0, String.class)).containsExactly("North");
          return open;
        });
  }

  @Test
  void what_was_told_last_is_committed() {
    transactions.in(
        campaign,
        open -> {
          open.tell(
              "insert into user_group (campaign_id, name) values (current_campaign(), 'East')");
          return open;
        });

    assertThat(names(campaign)).containsExactly("East");
  }

  @Test
  void who_looks_sees_one_campaign_by_messages_and_by_jooq_in_any_order() {
    add(campaign, "Mine");
    add(campaign("Other"), "Theirs");

    transactions.looking(
        campaign,
        open -> {
          assertThat(asked(open.byKeys(), NAMES)).isEqualTo("Mine");
          assertThat(open.sql().fetch(NAMES).getValues(0, String.class)).containsExactly("Mine");
          assertThat(asked(open.message(), NAMES)).isEqualTo("Mine");
          assertThat(open.sql().fetch(NAMES).getValues(0, String.class)).containsExactly("Mine");
          return open;
        });
  }

  private static Message adding(OpenTransaction open, String name) {
    Message message = open.message();
    Reply<String> _ = message.ask(ADD, row -> row.getString(1), name);
    return message;
  }

  private void add(CampaignId to, String name) {
    transactions.in(
        to,
        open -> {
          Message message = open.message();
          Reply<String> added = message.ask(ADD, row -> row.getString(1), name);
          message.send();
          return added.rows();
        });
  }

  private List<String> names(CampaignId of) {
    return transactions.in(
        of,
        open -> {
          Message message = open.message();
          Reply<String> names = message.ask(NAMES, row -> row.getString(1));
          message.send();
          return names.rows();
        });
  }

  private static String asked(Message message, String sql) {
    Reply<String> reply = message.ask(sql, row -> row.getString(1));
    message.send();
    return reply.rows().getFirst();
  }
}
