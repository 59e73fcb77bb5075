/// What operators are given, held against the real thing: alerts, runbooks, dashboards, the unit of
/// systemd, backup and restore.
///
/// ```
///  config/ops/prometheus ──► Prometheus of the distribution ──scrapes──► a real server
///  config/ops/grafana    ──► its expressions are asked there
///  docs/runbooks         ──► a page for each alert, an alert for each page
/// ```
///
/// Nothing here judges what the server does for volunteers and voters.
@NullMarked
package org.hustings.server.ops;

import org.jspecify.annotations.NullMarked;
