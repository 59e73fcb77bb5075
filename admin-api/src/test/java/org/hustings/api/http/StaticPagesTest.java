package org.hustings.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody gets who opens the server in a browser.
class StaticPagesTest {
  private static final String BUILT = "/org/hustings/api/http/screens/";
  private static final String NOT_BUILT = "/org/hustings/api/http/none/";

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void the_page_is_asked_for_each_time_and_its_files_are_kept_for_good() throws Exception {
    ApiClient browser = serving(BUILT);

    Answer page = browser.get("/");
    Answer script = browser.get("/assets/call-1a2b.js");

    assertThat(page.text()).contains("<title>screens");
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(script.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(script.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(browser.get("/assets/look-3c4d.css").header("Content-Type")).startsWith("text/css");
  }

  @Test
  void nothing_may_be_loaded_from_elsewhere_nor_stand_in_the_page_itself() throws Exception {
    assertThat(serving(BUILT).get("/").header("Content-Security-Policy"))
        .contains("default-src 'self'")
        .doesNotContain("unsafe")
        .doesNotContain("http:");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, deflate, br | as br",
        "gzip              | as gzip",
        "br;q=0, gzip;q=1  | as gzip",
        "BR;q=0.5          | as br",
        "identity          | plain",
        "gzip;q=0.0, br;q=0| plain",
        "brotli            | plain"
      })
  void a_file_comes_in_the_best_form_that_the_browser_takes(String accepted, String got)
      throws Exception {
    Answer answer = serving(BUILT).with("Accept-Encoding", accepted).get("/assets/call-1a2b.js");

    assertThat(answer.text().strip()).isEqualTo(got);
    assertThat(answer.header("Vary")).isEqualTo("Accept-Encoding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/none-0000.js",
        "/assets/..%2Findex.html",
        "/assets/../../openapi.yaml",
        "/assets/call-1a2b.js.gz",
        "/assets/.hidden.js",
        "/assets/sub%2Ffile.js",
        "/assets/",
        "/style.css"
      })
  void what_is_no_file_of_the_screens_is_not_there(String path) throws Exception {
    assertThat(serving(BUILT).get(path).status()).isEqualTo(404);
  }

  @Test
  void a_server_built_without_the_screens_says_so() throws Exception {
    ApiClient browser = serving(NOT_BUILT);

    assertThat(browser.get("/").text()).contains("Node.js");
    assertThat(browser.get("/style.css").header("Content-Type")).startsWith("text/css");
    assertThat(browser.get("/assets/call-1a2b.js").status()).isEqualTo(404);
  }

  @Test
  void only_what_carries_the_voice_may_be_connected_to_besides_this_server() throws Exception {
    assertThat(
            serving(BUILT, List.of("https://*.example.org", "wss://*.example.org"))
                .get("/")
                .header("Content-Security-Policy"))
        .contains("default-src 'self'")
        .endsWith("; connect-src 'self' https://*.example.org wss://*.example.org");
  }

  private ApiClient serving(String screens) throws Exception {
    return serving(screens, List.of());
  }

  private ApiClient serving(String screens, List<String> reaches) throws Exception {
    Router router = Router.router(vertx);
    StaticPages.route(router, screens, reaches, false);
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await(5, TimeUnit.SECONDS);
    return ApiClient.on(server.actualPort());
  }
}
