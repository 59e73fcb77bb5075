-- Every vacuum and every analysis of a table has each connection plan anew whatever it keeps planned of that table,
-- and both came every five seconds: what a volunteer waits for goes by keys whatever the statistics say (decision
-- 0198), so on a small machine the planning was much of what made it late.
alter table hold set (
    autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 1,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000);
alter table leg_dialog set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000);
alter table session set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000);
alter table balance set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000);
-- What grows with the calls: an early look while it is small, a rare one later.
alter table attempt set (
    autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 1, autovacuum_analyze_threshold = 1000);
alter table disposition set (
    autovacuum_analyze_scale_factor = 0.5, autovacuum_analyze_threshold = 1000);
alter table disposition_voter set (
    autovacuum_analyze_scale_factor = 0.5, autovacuum_analyze_threshold = 1000);
alter table ledger set (
    autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 0.5, autovacuum_analyze_threshold = 1000);
-- The queue of a campaign is large: looking after it must leave the processors to those who call.
alter table queue_entry set (autovacuum_vacuum_cost_delay = 1);
alter table phone set (autovacuum_vacuum_cost_delay = 1);
