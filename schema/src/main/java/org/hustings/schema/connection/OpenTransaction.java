package org.hustings.schema.connection;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.hustings.core.id.CampaignId;
import org.hustings.schema.connection.Message.Question;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// One transaction of one campaign, as the stores see it. Not to be kept beyond it.
public final class OpenTransaction {
  private static final Settings SETTINGS =
      new Settings()
          // It would log values, and they are names and numbers.
          .withExecuteLogging(false)
          .withRenderSchema(false)
          .withAttachRecords(false);

  /// For this transaction alone, as all that follows: it cannot leak to whoever has the connection
  /// next.
  private static final String CAMPAIGN = "select set_config('hustings.campaign', ?, true)";

  private static final String GOING_BY_KEYS =
      """
      set_config('plan_cache_mode', 'force_generic_plan', true),
      set_config('join_collapse_limit', '1', true),
      set_config('enable_seqscan', 'off', true),
      set_config('enable_hashjoin', 'off', true),
      set_config('enable_mergejoin', 'off', true)\
      """;

  private static final String BY_KEYS = "select " + GOING_BY_KEYS;
  private static final String CAMPAIGN_BY_KEYS = CAMPAIGN + ", " + GOING_BY_KEYS;

  private final CampaignId campaign;
  private final Connection connection;
  private final boolean look;
  private final List<Runnable> afterCommit;
  private final List<Question<?>> told = new ArrayList<>();
  private @Nullable DSLContext sql;
  private boolean campaignSet;
  private boolean byKeys;

  /// @param look nothing is changed, and each message is a transaction by itself
  OpenTransaction(
      CampaignId campaign, Connection connection, boolean look, List<Runnable> afterCommit) {
    this.campaign = campaign;
    this.connection = connection;
    this.look = look;
    this.afterCommit = afterCommit;
  }

  static DSLContext context(Connection connection) {
    return DSL.using(connection, SQLDialect.POSTGRES, SETTINGS);
  }

  public CampaignId campaign() {
    return campaign;
  }

  /// The campaign's id as its tables have it.
  public long campaignId() {
    return campaign.value();
  }

  /// For what jOOQ asks. To be asked for each time anew, so that what was told goes before it.
  public DSLContext sql() {
    if (sql == null) {
      sql = context(connection);
    }
    if (!campaignSet || !told.isEmpty()) {
      message().sendOn();
    }
    return sql;
  }

  /// Says what nobody waits for an answer to. It goes in front of the next message, or of what jOOQ
  /// asks next, or of the commit, and so costs no message of its own; that it was refused shows
  /// there.
  ///
  /// @param statement one statement that answers with no rows, as [Message#ask] takes them
  public void tell(String statement, @Nullable Object... values) {
    told.add(Question.told(statement, values));
  }

  /// Sends what was told and has not gone yet, and commits it, as nothing follows.
  void commitTold() {
    if (!told.isEmpty()) {
      message().sendAndCommit();
    }
  }

  /// A message yet to be written.
  public Message message() {
    return new Message(this, false);
  }

  /// A message yet to be written, for walks along keys that somebody waits for. Planning what asks
  /// for a list of keys costs more than doing it, so it is done once for each connection; and
  /// whatever the tables held at that moment must not matter: a plan made while a table was empty
  /// would read it from end to end for ever. So joins are made in the order in which they are
  /// written, each by its key; what counts or reports belongs elsewhere.
  ///
  /// From the first of them on, all that this transaction asks is planned so, whoever asks it.
  public Message byKeys() {
    return new Message(this, true);
  }

  boolean isLook() {
    return look;
  }

  Connection connection() {
    return connection;
  }

  /// What is to be settled before a message is answered, in front of it: which campaign it is for,
  /// so that this costs no message of its own, what was told before, and how it is planned.
  List<Question<?>> settings(boolean goByKeys) {
    List<Question<?>> settings = new ArrayList<>();
    boolean newlyByKeys = goByKeys && !byKeys;
    if (!campaignSet) {
      settings.add(Question.of(newlyByKeys ? CAMPAIGN_BY_KEYS : CAMPAIGN, campaign.toString()));
    } else if (newlyByKeys) {
      settings.add(Question.of(BY_KEYS));
    }
    settings.addAll(told);
    return settings;
  }

  /// They were made.
  void settled(boolean goByKeys) {
    campaignSet = true;
    told.clear();
    byKeys |= goByKeys;
  }

  /// It was committed, or may be; what follows is another transaction on the same connection.
  void committed() {
    campaignSet = false;
    byKeys = false;
    told.clear();
    List<Runnable> now = List.copyOf(afterCommit);
    afterCommit.clear();
    now.forEach(Runnable::run);
  }

  /// Does `work` when the transaction is committed, or may be: where the database did not say, it
  /// is done, too. It must not fail, and must do no harm if nothing was written.
  public void afterCommit(Runnable work) {
    afterCommit.add(work);
  }
}
