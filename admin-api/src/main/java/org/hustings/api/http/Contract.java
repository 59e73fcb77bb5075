package org.hustings.api.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.account.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The contract, `openapi.yaml`: it routes and checks requests, and says which roles may do what.
///
/// Beyond OpenAPI 3.1 it uses
///
/// - `x-roles` on every operation that is not open (`security: []`); one with neither is refused at
///   start, so that nothing is open by oversight;
/// - `x-without-store: true` on an operation that must work while the database does not (R22);
/// - `x-max-bytes` on a request body: the most that is taken.
///
/// A request body of `application/json` is read and checked whole; any other type is a stream.
public final class Contract {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final long MOST_JSON = 1 << 20;

  private final byte[] source;
  private final JsonNode document;
  private final List<Rule> rules;

  private Contract(byte[] source) {
    this.source = source;
    this.document = new YAMLMapper().readTree(source);
    this.rules = readRules();
  }

  /// Reads the contract from the class path.
  ///
  /// @throws IllegalArgumentException if it is not one
  public static Contract load(String resource) {
    try (InputStream in = Contract.class.getResourceAsStream(resource)) {
      return new Contract(requireNonNull(in, resource).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  public static Contract of(String yaml) {
    return new Contract(yaml.getBytes(StandardCharsets.UTF_8));
  }

  byte[] source() {
    return source.clone();
  }

  public List<Rule> rules() {
    return rules;
  }

  private List<Rule> readRules() {
    List<Rule> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
        if (METHODS.contains(member.getKey())) {
          found.add(
              rule(
                  member.getKey(), path.getKey(), path.getValue(), (ObjectNode) member.getValue()));
        }
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("the contract has no operation");
    }
    return List.copyOf(found);
  }

  private Rule rule(String method, String path, JsonNode pathItem, ObjectNode operation) {
    String id = operation.path("operationId").asString("");
    if (id.isEmpty()) {
      throw new IllegalArgumentException(method + " " + path + " has no operationId");
    }
    List<Parameter> parameters = new ArrayList<>();
    pathItem.path("parameters").forEach(node -> parameters.add(parameter(node)));
    operation.path("parameters").forEach(node -> parameters.add(parameter(node)));
    return new Rule(
        id,
        method.toUpperCase(Locale.ROOT),
        path,
        roles(id, operation),
        List.copyOf(parameters),
        body(operation.path("requestBody")),
        operation.path("x-without-store").asBoolean(false));
  }

  /// Empty for an operation that is open to all.
  private static Set<Role> roles(String id, JsonNode operation) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    operation.path("x-roles").forEach(role -> roles.add(Role.valueOf(role.asString())));
    boolean open = operation.path("security").isArray() && operation.path("security").isEmpty();
    if (open == roles.isEmpty()) {
      return roles;
    }
    throw new IllegalArgumentException(
        "operation " + id + " must have either x-roles or an empty security");
  }

  private Parameter parameter(JsonNode reference) {
    JsonNode node = resolved(reference);
    JsonNode schema = expanded(node.path("schema"));
    return new Parameter(
        node.path("name").asString(),
        node.path("in").asString(),
        node.path("required").asBoolean(false),
        schema.path("type").asString("string"),
        new Schema(schema));
  }

  private Body body(JsonNode reference) {
    JsonNode node = resolved(reference);
    if (node.isMissingNode()) {
      return new Body.None();
    }
    long most = node.path("x-max-bytes").asLong(MOST_JSON);
    JsonNode json = node.path("content").path("application/json");
    if (json.isMissingNode()) {
      return new Body.Stream(Set.copyOf(node.path("content").propertyNames()), most);
    }
    return new Body.Json(
        new Schema(expanded(json.path("schema"))), node.path("required").asBoolean(false), most);
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    if (reference.isEmpty()) {
      return node;
    }
    JsonNode target = document.at(reference.substring(1));
    if (!reference.startsWith("#/") || target.isMissingNode()) {
      throw new IllegalArgumentException("the contract refers to " + reference + ", which is not");
    }
    return resolved(target);
  }

  /// A copy in which every reference is replaced by what it refers to.
  private JsonNode expanded(JsonNode reference) {
    JsonNode copy = resolved(reference).deepCopy();
    if (copy instanceof ObjectNode object) {
      object.properties().forEach(member -> member.setValue(expanded(member.getValue())));
    } else if (copy instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, expanded(array.get(i)));
      }
    }
    return copy;
  }

  /// What the contract says of one operation.
  ///
  /// @param path with parameters in braces
  /// @param roles who may; empty if it is open to all
  /// @param withoutStore must not wait for the database, not even to learn who asks
  public record Rule(
      String id,
      String method,
      String path,
      Set<Role> roles,
      List<Parameter> parameters,
      Body body,
      boolean withoutStore) {
    public Rule {
      roles = Set.copyOf(roles);
    }

    boolean isOpen() {
      return roles.isEmpty();
    }

    Optional<Parameter> parameter(String in, String name) {
      return parameters.stream()
          .filter(known -> known.in().equals(in) && known.name().equalsIgnoreCase(name))
          .findFirst();
    }
  }

  /// @param in `path`, `query` or `header`
  /// @param type of the value: `string`, `integer` or `boolean`
  public record Parameter(String name, String in, boolean required, String type, Schema schema) {}

  /// What an operation takes as its body.
  public sealed interface Body {
    record None() implements Body {}

    record Json(Schema schema, boolean required, long mostBytes) implements Body {}

    record Stream(Set<String> contentTypes, long mostBytes) implements Body {
      public Stream {
        contentTypes = Set.copyOf(contentTypes);
      }
    }
  }
}
