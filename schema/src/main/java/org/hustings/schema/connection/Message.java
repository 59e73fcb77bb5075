package org.hustings.schema.connection;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/// Questions that go to the database in one message and come back in one. They are answered one
/// after the other: each sees what those before it did, and what others committed before its turn.
///
/// For what is done all day long while somebody waits. jOOQ makes the text of a statement anew each
/// time, which costs more than its answer; here the text is fixed and the driver keeps it prepared.
///
/// ```
///  ask, ask, ask ── send ──► one message ──► reply, reply, reply
/// ```
public final class Message {
  private final OpenTransaction transaction;
  private final boolean byKeys;
  private final List<Question<?>> questions = new ArrayList<>();

  Message(OpenTransaction transaction, boolean byKeys) {
    this.transaction = transaction;
    this.byKeys = byKeys;
  }

  /// How to read one row of an answer.
  @FunctionalInterface
  public interface Reader<T> {
    /// @throws SQLException as the row's getters do
    T read(ResultSet row) throws SQLException;
  }

  /// Adds a question.
  ///
  /// @param sql one statement that answers with rows, with a `?` for each value; not ended by `;`
  /// @param values as JDBC takes them; arrays of numbers and of strings as they are
  public <T> Reply<T> ask(String sql, Reader<T> reader, @Nullable Object... values) {
    Reply<T> reply = new Reply<>();
    questions.add(new Question<>(sql, Arrays.asList(values), reader, reply));
    return reply;
  }

  /// Whether nothing was asked yet.
  public boolean isEmpty() {
    return questions.isEmpty();
  }

  /// Sends them and reads all that is answered.
  ///
  /// @throws DataAccessException if the database refuses one of them, or cannot be reached
  public void send() {
    if (transaction.isLook()) {
      sendAndCommit();
    } else {
      sendOn();
    }
  }

  /// Sends them, and the transaction goes on.
  void sendOn() {
    List<Question<?>> all = new ArrayList<>(transaction.settings(byKeys));
    all.addAll(questions);
    send(all);
    transaction.settled(byKeys);
  }

  /// Sends them with the commit behind them, so that it costs no message of its own: what was asked
  /// in this transaction is durable when this returns. Whatever is asked later belongs to another
  /// transaction, and is not undone with this one nor this one with it.
  ///
  /// @throws DataAccessException as [#send] does; where the database did not answer, all may well
  ///   be committed
  public void sendAndCommit() {
    List<Question<?>> all = new ArrayList<>(transaction.settings(byKeys));
    all.addAll(questions);
    all.add(Question.told("commit"));
    try {
      send(all);
    } finally {
      transaction.committed();
    }
  }

  private void send(List<Question<?>> all) {
    try {
      send(transaction.connection(), all);
    } catch (SQLException e) {
      throw new DataAccessException("a message of " + all.size() + " questions failed", e);
    }
  }

  private static void send(Connection connection, List<Question<?>> questions) throws SQLException {
    String text = questions.stream().map(Question::sql).collect(Collectors.joining(";\n"));
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      int place = 0;
      for (Question<?> question : questions) {
        for (Object value : question.values) {
          statement.setObject(++place, value);
        }
      }
      statement.execute();
      for (Question<?> question : questions) {
        question.readFrom(statement);
        statement.getMoreResults();
      }
    }
  }

  /// What is asked, and where its answer goes.
  ///
  /// @param reader null for what is only told
  record Question<T>(
      String sql, List<@Nullable Object> values, @Nullable Reader<T> reader, Reply<T> reply) {
    static Question<String> of(String sql, Object... values) {
      return new Question<>(sql, Arrays.asList(values), row -> row.getString(1), new Reply<>());
    }

    static Question<?> told(String sql, @Nullable Object... values) {
      return new Question<>(sql, Arrays.asList(values), null, new Reply<>());
    }

    private void readFrom(PreparedStatement statement) throws SQLException {
      if (reader == null) {
        return;
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet answer = requireNonNull(statement.getResultSet(), "an answer with rows")) {
        while (answer.next()) {
          rows.add(reader.read(answer));
        }
      }
      reply.rows = rows;
    }
  }

  /// What is answered to one question.
  public static final class Reply<T> {
    private @Nullable List<T> rows;

    private Reply() {}

    /// @return one for each row, in the order of the answer
    /// @throws IllegalStateException if the message was not sent
    public List<T> rows() {
      if (rows == null) {
        throw new IllegalStateException("the message was not sent");
      }
      return rows;
    }
  }
}
