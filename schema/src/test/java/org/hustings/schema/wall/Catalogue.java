package org.hustings.schema.wall;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// What PostgreSQL's catalogue says of the wall: each question lists the offenders.
record Catalogue(Connection connection) {
  /// Tables that are no tenant's, each with its reason.
  private static final String NOT_A_TENANTS =
      """
      ('flyway_schema_history', -- the owner's; not granted to anybody
       'server',                -- a server serves all campaigns
       'tries')                 -- whoever tries a password has shown no campaign yet
      """;

  private static final String TABLES =
      "select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relowner, c.relacl"
          + " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
          + " where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname not in "
          + NOT_A_TENANTS;

  List<String> tablesWithoutForcedRowSecurity() throws SQLException {
    return list(
        "select relname from ("
            + TABLES
            + ") t where not relrowsecurity or not relforcerowsecurity");
  }

  /// Every tenant table but the tenant itself has the campaign's column, never null.
  List<String> tablesWithoutCampaign() throws SQLException {
    return list(
        "select relname from ("
            + TABLES
            + """
            ) t where relname <> 'campaign' and not exists (
                select from pg_attribute a where a.attrelid = t.oid and a.attname = 'campaign_id'
                   and a.attnotnull and a.atttypid = 'bigint'::regtype)
            """);
  }

  /// The application's role is bound by exactly one policy, which shows and takes the campaign's
  /// own rows alone. Policies for the owner are the doors.
  List<String> tablesWithoutTheOnePolicy() throws SQLException {
    return list(
        "select relname from ("
            + TABLES
            + """
            ) t where (
                select coalesce(string_agg(concat_ws(' ', polcmd, polpermissive,
                           pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)), ';'), '')
                  from pg_policy p where p.polrelid = t.oid and p.polroles <> array[t.relowner]::oid[])
                not in ('* t (campaign_id = current_campaign()) (campaign_id = current_campaign())',
                        case relname when 'campaign'
                             then '* t (id = current_campaign()) (id = current_campaign())'
                             else '-' end)
            """);
  }

  /// Foreign keys are checked past row-level security: between tenant tables they must carry the
  /// campaign along.
  List<String> foreignKeysThatCross() throws SQLException {
    return list(
        """
        select k.conrelid::regclass || '.' || k.conname from pg_constraint k
         where k.contype = 'f' and k.confrelid <> 'campaign'::regclass
           and not exists (
               select from unnest(k.conkey, k.confkey) as pair (own, other)
                 join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.own
                 join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.other
                where a.attname = 'campaign_id' and b.attname = 'campaign_id')
        """);
  }

  /// Functions that run as their owner look past the wall: there are these few, with a fixed search
  /// path.
  List<String> doors() throws SQLException {
    return list(
        """
        select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname = 'public' and p.prosecdef and has_function_privilege('hustings_app', p.oid, 'execute')
         order by 1
        """);
  }

  List<String> doorsWithoutFixedSearchPath() throws SQLException {
    return list(
        """
        select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname = 'public' and p.prosecdef
           and not ('search_path=pg_catalog, pg_temp' = any (coalesce(p.proconfig, '{}')))
        """);
  }

  /// Whatever would let the role step over the wall.
  List<String> powersOf(String role) throws SQLException {
    return list(
        """
        select 'superuser' from pg_roles where rolname = '%1$s' and rolsuper
         union all select 'bypasses row-level security' from pg_roles where rolname = '%1$s' and rolbypassrls
         union all select 'makes roles' from pg_roles where rolname = '%1$s' and rolcreaterole
         union all select 'is a member of ' || r.rolname from pg_roles r
                    where r.rolname <> '%1$s' and pg_has_role('%1$s', r.oid, 'member')
         union all select 'owns ' || c.relname from pg_class c where c.relowner = '%1$s'::regrole
         union all select 'creates in public' where has_schema_privilege('%1$s', 'public', 'create')
         union all select 'truncates ' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where n.nspname = 'public' and c.relkind = 'r' and has_table_privilege('%1$s', c.oid, 'truncate')
        """
            .formatted(role));
  }

  private List<String> list(String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
