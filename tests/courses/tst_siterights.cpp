// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/siterights.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Nightkeep;

namespace {

Site rightsSite()
{
    Site site;
    site.name = QStringLiteral("moodle");
    site.databaseSocket = QStringLiteral("/var/run/mysqld/mysqld.sock");
    site.databaseName = QStringLiteral("moodle_a");
    site.databaseUser = QStringLiteral("nightkeep");
    return site;
}

/// "SELECT moodle_a mdl_config name"; "-" is on all of them.
AccountRight rightOf(const char *words)
{
    QStringList parts = QString::fromLatin1(words).split(u' ');
    for (QString &part : parts) {
        if (part == u"-")
            part.clear();
        part.replace(u'~', u' ');
    }
    return {parts.value(0), parts.value(1), parts.value(2), parts.value(3)};
}

SiteRights judgedRights(const QList<AccountRight> &granted, MoodleEdition edition = MoodleEdition::Old)
{
    return judgeRights(rightsSite(), edition, QStringLiteral("nightkeep@localhost"), granted);
}

} // namespace

/// What the account of a Moodle's database needs, lacks and need not have.
class TstSiteRights : public QObject
{
    Q_OBJECT

private slots:
    void covers_data();
    void covers();
    void needsNoMore_data();
    void needsNoMore();
    void saysEachThatIsMissing_data();
    void saysEachThatIsMissing();
    void isContentWithMore_data();
    void isContentWithMore();
    void saysWhatIsTooMuch_data();
    void saysWhatIsTooMuch();
    void saysTheWorstFirst();
    void isNotSureOfTooMuchWhereItIsNotSureOfTheEdition();
    void writesByTheOldEditionAlone();
    void writesTheScript_data();
    void writesTheScript();
};

void TstSiteRights::covers_data()
{
    QTest::addColumn<AccountRight>("granted");
    QTest::addColumn<AccountRight>("right");
    QTest::addColumn<bool>("covered");
    const auto row = [](const char *name, const char *granted, const char *right, bool covered) {
        QTest::newRow(name) << rightOf(granted) << rightOf(right) << covered;
    };
    row("itself", "SELECT moodle_a mdl_config -", "SELECT moodle_a mdl_config -", true);
    row("in other case", "select moodle_a mdl_config -", "SELECT moodle_a mdl_config -", true);
    row("another right", "UPDATE moodle_a mdl_config -", "SELECT moodle_a mdl_config -", false);
    row("everywhere", "SELECT - - -", "SELECT moodle_a mdl_config -", true);
    row("the database", "SELECT moodle_a - -", "SELECT moodle_a mdl_config -", true);
    row("another database", "SELECT moodle - -", "SELECT moodle_a mdl_config -", false);
    row("the database in other case", "SELECT Moodle_a - -", "SELECT moodle_a mdl_config -", false);
    row("a pattern", "SELECT moodle% - -", "SELECT moodle_a mdl_config -", true);
    row("a pattern, escaped", "SELECT moodle\\_% - -", "SELECT moodle_a mdl_config -", true);
    row("a pattern for one character", "SELECT moodle_a - -", "SELECT moodlexa mdl_config -", true);
    row("an escaped character", "SELECT moodle\\_a - -", "SELECT moodlexa mdl_config -", false);
    row("a pattern that is too long", "SELECT moodle_a_% - -", "SELECT moodle_a mdl_config -", false);
    row("a pattern with two", "SELECT %o%_a - -", "SELECT moodle_a mdl_config -", true);
    row("a pattern that ends elsewhere", "SELECT %b - -", "SELECT moodle_a mdl_config -", false);
    row("a table's database is no pattern", "SELECT moodle_a mdl_config -", "SELECT moodlexa mdl_config -", false);
    row("another table", "SELECT moodle_a mdl_course -", "SELECT moodle_a mdl_config -", false);
    row("a table in other case", "SELECT moodle_a MDL_config -", "SELECT moodle_a mdl_config -", false);
    row("the whole for a column", "UPDATE moodle_a mdl_config -", "UPDATE moodle_a mdl_config value", true);
    row("a column for the whole", "UPDATE moodle_a mdl_config value", "UPDATE moodle_a mdl_config -", false);
    row("a column in other case", "UPDATE moodle_a mdl_config VALUE", "UPDATE moodle_a mdl_config value", true);
    row("another column", "UPDATE moodle_a mdl_config name", "UPDATE moodle_a mdl_config value", false);
    row("all rights", "ALL~PRIVILEGES moodle_a - -", "SELECT moodle_a mdl_config -", true);
    row("all rights elsewhere", "ALL other - -", "SELECT moodle_a mdl_config -", false);
    row("PostgreSQL's own", "SUPERUSER - - -", "SELECT moodle_a mdl_config -", true);
    row("MySQL's own reads nothing", "SUPER - - -", "SELECT moodle_a mdl_config -", false);
    row("nothing", "USAGE - - -", "SELECT moodle_a mdl_config -", false);
}

void TstSiteRights::covers()
{
    QFETCH(AccountRight, granted);
    QFETCH(AccountRight, right);
    QFETCH(bool, covered);
    QCOMPARE(isCovered(right, {granted}), covered);
    QVERIFY(!isCovered(right, {}));
}

void TstSiteRights::needsNoMore_data()
{
    QTest::addColumn<MoodleEdition>("edition");
    QTest::addColumn<bool>("isPostgres");
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("writes");
    QTest::addColumn<QString>("reads"); // tables of this edition that the other has not
    QTest::addColumn<QString>("never");
    const QString writes = QStringLiteral("UPDATE value, INSERT name, INSERT value");
    const QString later = QStringLiteral("config_plugins backup_controllers backup_logs files");
    const QString old =
        QStringLiteral("backup_config backup_log modules block role_assignments role_capabilities user");
    QTest::newRow("1.9") << MoodleEdition::Old << false << QString() << writes << old << later;
    QTest::newRow("1.9 on PostgreSQL") << MoodleEdition::Old << true << QString() << QString() << old << later;
    QTest::newRow("later") << MoodleEdition::Later << false << QString() << QString()
                           << later + QStringLiteral(" task_adhoc task_log") << old;
    QTest::newRow("2.0") << MoodleEdition::Later << false << QStringLiteral("2010112400") << QString() << later
                         << old + QStringLiteral(" task_adhoc task_log");
    QTest::newRow("2.7") << MoodleEdition::Later << false << QStringLiteral("2014051200") << QString()
                         << later + QStringLiteral(" task_adhoc") << old + QStringLiteral(" task_log");
    QTest::newRow("4.3") << MoodleEdition::Later << false << QStringLiteral("2023100900.05") << QString()
                         << later + QStringLiteral(" task_adhoc task_log") << old;
    QTest::newRow("not known") << MoodleEdition::Unknown << false << QString() << QString() << later + u' ' + old
                               << QString();
}

void TstSiteRights::needsNoMore()
{
    QFETCH(MoodleEdition, edition);
    QFETCH(bool, isPostgres);
    QFETCH(QString, version);
    QFETCH(QString, writes);
    QFETCH(QString, reads);
    QFETCH(QString, never);
    Site site = rightsSite();
    site.databaseKind = isPostgres ? DatabaseKind::PostgreSql : DatabaseKind::MySql;
    site.tablePrefix = QStringLiteral("M_");
    QStringList written;
    QStringList tables;
    for (const AccountRight &right : neededRights(site, edition, version)) {
        QCOMPARE(right.database, site.databaseName);
        if (right.right == u"USAGE") {
            QVERIFY(isPostgres && right.table.isEmpty());
            continue;
        }
        QVERIFY2(right.table.startsWith(isPostgres ? u"m_" : u"M_"), qPrintable(right.table));
        const QString table = right.table.mid(2);
        if (right.right != u"SELECT") {
            QCOMPARE(table, QStringLiteral("backup_config"));
            written += right.right + u' ' + right.column;
            continue;
        }
        tables += table;
        QCOMPARE(table == u"user", !right.column.isEmpty());
        QVERIFY2(right.column.isEmpty() || right.column == u"id" || right.column == u"timezone",
                 qPrintable(right.column));
    }
    QCOMPARE(written.join(QStringLiteral(", ")), writes);
    for (const QString &table : reads.split(u' ') + QStringList {QStringLiteral("config"), QStringLiteral("course")})
        QVERIFY2(tables.contains(table), qPrintable(table));
    for (const QString &table : never.split(u' '))
        QVERIFY2(!tables.contains(table), qPrintable(table));
}

void TstSiteRights::saysEachThatIsMissing_data()
{
    QTest::addColumn<MoodleEdition>("edition");
    QTest::addColumn<AccountRight>("right");
    for (const MoodleEdition edition : {MoodleEdition::Old, MoodleEdition::Later}) {
        for (const AccountRight &right : neededRights(rightsSite(), edition))
            QTest::addRow("%s, %s", qPrintable(nameOf(edition)),
                          qPrintable(right.right + u' ' + right.table + u' ' + right.column))
                << edition << right;
    }
}

void TstSiteRights::saysEachThatIsMissing()
{
    QFETCH(MoodleEdition, edition);
    QFETCH(AccountRight, right);
    QList<AccountRight> granted = neededRights(rightsSite(), edition);
    const SiteRights whole = judgedRights(granted, edition);
    QVERIFY(whole.missing.isEmpty() && whole.tooMany.isEmpty() && whole.unknown.isEmpty());
    QVERIFY(whole.mayRead);
    QCOMPARE(whole.mayWrite, edition == MoodleEdition::Old);
    QCOMPARE(granted.removeAll(right), 1);
    const SiteRights less = judgedRights(granted, edition);
    QCOMPARE(less.missing.size(), 1);
    const QString &said = less.missing.constFirst();
    for (const QString &part : {right.right, right.table, right.column})
        QVERIFY2(said.contains(part), qPrintable(said));
    QVERIFY(less.tooMany.isEmpty());
    const bool isRead = right.right == u"SELECT";
    QCOMPARE(less.mayRead, !isRead);
    const bool stopsWriting = !isRead || right.table == u"mdl_backup_config";
    QCOMPARE(less.mayWrite, edition == MoodleEdition::Old && !stopsWriting);
}

void TstSiteRights::isContentWithMore_data()
{
    QTest::addColumn<QList<AccountRight>>("granted");
    QTest::addColumn<bool>("mayRead");
    QTest::addColumn<bool>("mayWrite");
    const auto row = [](const char *name, const QList<const char *> &rights, bool mayRead, bool mayWrite) {
        QList<AccountRight> granted;
        for (const char *right : rights)
            granted += rightOf(right);
        QTest::newRow(name) << granted << mayRead << mayWrite;
    };
    row("none", {}, false, false);
    row("nothing", {"USAGE - - -"}, false, false);
    row("the database to read", {"SELECT moodle\\_a - -"}, true, false);
    row("the database to write", {"SELECT moodle\\_a - -", "UPDATE moodle\\_a - -", "INSERT moodle\\_a - -"}, true,
        true);
    row("no rows to add", {"SELECT moodle\\_a - -", "UPDATE moodle\\_a - -"}, true, false);
    row("written without reading", {"UPDATE moodle\\_a - -", "INSERT moodle\\_a - -"}, false, false);
    row("all of it", {"ALL moodle\\_a - -"}, true, true);
    row("another database", {"ALL other - -"}, false, false);
}

void TstSiteRights::isContentWithMore()
{
    QFETCH(QList<AccountRight>, granted);
    QFETCH(bool, mayRead);
    QFETCH(bool, mayWrite);
    const SiteRights rights = judgedRights(granted);
    QCOMPARE(rights.mayRead, mayRead);
    QCOMPARE(rights.mayWrite, mayWrite);
    QCOMPARE(rights.missing.isEmpty(), mayRead && mayWrite);
}

void TstSiteRights::saysWhatIsTooMuch_data()
{
    QTest::addColumn<AccountRight>("right");
    QTest::addColumn<QString>("said"); // empty: it is not too much
    const auto row = [](const char *name, const char *right, const char *said) {
        QTest::newRow(name) << rightOf(right) << QString::fromLatin1(said);
    };
    row("all there is", "SUPER - - -", "anything to the database server");
    row("all there is, PostgreSQL", "SUPERUSER - - -", "anything to the database server");
    row("files", "FILE - - -", "files of the database server's machine");
    row("giving on", "GRANT~OPTION moodle_a mdl_config -", "to others: GRANT OPTION on moodle_a.mdl_config");
    row("all rights", "ALL - - -", "all rights");
    row("accounts", "CREATE~USER - - -", "accounts: CREATE USER on everything");
    row("stopping", "SHUTDOWN - - -", "stop the database server");
    row("others' statements", "PROCESS - - -", "statements of all others");
    row("every database to write", "UPDATE - - -", "change every database");
    row("the database to write", "DELETE moodle\\_a - -", "never changes: DELETE on moodle\\_a.*");
    row("another database to write", "INSERT other - -", "never changes: INSERT on other.*");
    row("another table to write", "UPDATE moodle_a mdl_course -", "never changes: UPDATE on moodle_a.mdl_course");
    row("a table to drop", "DROP moodle_a mdl_course -", "never changes: DROP on moodle_a.mdl_course");
    row("settings to remove", "DELETE moodle_a mdl_backup_config -", "add missing ones: DELETE on");
    row("settings' names to change", "UPDATE moodle_a mdl_backup_config name", "UPDATE (name) on");
    row("the whole row to change", "UPDATE moodle_a mdl_backup_config -", "add missing ones: UPDATE on");
    row("every database to read", "SELECT - - -", "read every database");
    row("the whole database to read", "SELECT moodle\\_a - -", "users, with what is kept of their passwords");
    row("the users", "SELECT moodle_a mdl_user -", "users, with what is kept of their passwords");
    row("the users' passwords", "SELECT moodle_a mdl_user password", "users, with what is kept of their passwords");
    row("the users' names", "SELECT moodle_a mdl_user username", "never reads: SELECT (username) on");
    row("another database to read", "SELECT other - -", "never reads: SELECT on other.*");
    row("another table to read", "SELECT moodle_a mdl_grades -", "never reads: SELECT on moodle_a.mdl_grades");
    row("something else", "RELOAD - - -", "never uses: RELOAD");
    row("nothing", "USAGE - - -", "");
    row("whether servers follow each other", "REPLICATION~CLIENT - - -", "");
    row("the same, MariaDB", "SLAVE~MONITOR - - -", "");
    row("the same, listed by MariaDB", "BINLOG~MONITOR - - -", "");
    row("a needed one again", "SELECT moodle_a mdl_config -", "");
    row("a part of a needed one", "SELECT moodle_a mdl_config name", "");
    row("a needed one in other case", "select moodle_a mdl_config -", "");
}

void TstSiteRights::saysWhatIsTooMuch()
{
    QFETCH(AccountRight, right);
    QFETCH(QString, said);
    const SiteRights rights =
        judgedRights(neededRights(rightsSite(), MoodleEdition::Old) + QList<AccountRight> {right});
    QVERIFY(rights.missing.isEmpty());
    QCOMPARE(rights.tooMany.size(), said.isEmpty() ? 0 : 1);
    if (!said.isEmpty())
        QVERIFY2(rights.tooMany.constFirst().contains(said), qPrintable(rights.tooMany.constFirst()));
}

void TstSiteRights::saysTheWorstFirst()
{
    QList<AccountRight> granted;
    const QList<const char *> fromBest {"RELOAD - - -",
                                        "SELECT other - -",
                                        "SELECT moodle_a mdl_user -",
                                        "SELECT - - -",
                                        "DELETE moodle_a mdl_backup_config -",
                                        "UPDATE other - -",
                                        "UPDATE - - -",
                                        "PROCESS - - -",
                                        "SHUTDOWN - - -",
                                        "CREATE~USER - - -",
                                        "GRANT~OPTION - - -",
                                        "FILE - - -",
                                        "SUPER - - -"};
    for (const char *right : fromBest)
        granted += rightOf(right);
    const QStringList said = judgedRights(granted).tooMany;
    QCOMPARE(said.size(), fromBest.size());
    for (qsizetype i = 0; i < said.size(); ++i) {
        const QString name = rightOf(fromBest.at(fromBest.size() - 1 - i)).right;
        QVERIFY2(said.at(i).contains(name), qPrintable(said.at(i)));
    }
    // Of a kind there is one sentence, however many there are.
    QList<AccountRight> many;
    for (int i = 0; i < 700; ++i)
        many += AccountRight {QStringLiteral("SELECT"), QStringLiteral("moodle_a"), QStringLiteral("t%1").arg(i), {}};
    const QStringList one = judgedRights(many).tooMany;
    QCOMPARE(one.size(), 1);
    QVERIFY2(one.constFirst().contains(u"t0") && one.constFirst().size() < 1000, qPrintable(one.constFirst()));
}

/// The account of a 1.9, of which nobody knows yet that it is one.
void TstSiteRights::isNotSureOfTooMuchWhereItIsNotSureOfTheEdition()
{
    const QList<AccountRight> ofOld = neededRights(rightsSite(), MoodleEdition::Old);
    const QStringList unknown = judgedRights(ofOld, MoodleEdition::Unknown).tooMany;
    QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(u'\n')));
    const QStringList later = judgedRights(ofOld, MoodleEdition::Later).tooMany;
    QVERIFY2(!later.filter(QStringLiteral("never changes: UPDATE (value)")).isEmpty(), qPrintable(later.join(u'\n')));
}

void TstSiteRights::writesByTheOldEditionAlone()
{
    const QList<AccountRight> all {rightOf("ALL moodle\\_a - -")};
    QVERIFY(judgedRights(all, MoodleEdition::Old).mayWrite);
    QVERIFY(!judgedRights(all, MoodleEdition::Later).mayWrite);
    QVERIFY(!judgedRights(all, MoodleEdition::Unknown).mayWrite);
    Site site = rightsSite();
    site.databaseKind = DatabaseKind::PostgreSql;
    QVERIFY(!judgeRights(site, MoodleEdition::Old, {}, all).mayWrite);
}

void TstSiteRights::writesTheScript_data()
{
    QTest::addColumn<void (*)(Site &)>("change");
    QTest::addColumn<MoodleEdition>("edition");
    QTest::addColumn<QStringList>("has");
    QTest::addColumn<QStringList>("hasNot");
    using Change = void (*)(Site &);
    const auto row = [](const char *name, Change change, MoodleEdition edition, const QList<const char *> &has,
                        const QList<const char *> &hasNot) {
        const auto texts = [](const QList<const char *> &list) {
            QStringList all;
            for (const char *text : list)
                all += QString::fromUtf8(text);
            return all;
        };
        QTest::newRow(name) << change << edition << texts(has) << texts(hasNot);
    };
    const MoodleEdition old = MoodleEdition::Old;
    row("1.9", [](Site &) {}, old,
        {"CREATE USER 'nightkeep'@'localhost' IDENTIFIED BY 'REPLACE-THIS-PASSWORD';\n",
         "GRANT SELECT ON `moodle_a`.`mdl_backup_log` TO 'nightkeep'@'localhost';\n",
         "GRANT SELECT (id, timezone) ON `moodle_a`.`mdl_user` TO",
         "GRANT UPDATE (value), INSERT (name, value) ON `moodle_a`.`mdl_backup_config` TO"},
        {"REQUIRE SSL", "mdl_config_plugins", "REPLACE-THIS-ADDRESS", "GRANT SELECT ON `moodle_a`.`mdl_user`",
         "DELETE"});
    row("later", [](Site &) {}, MoodleEdition::Later,
        {"GRANT SELECT ON `moodle_a`.`mdl_config_plugins` TO", "mdl_task_log"},
        {"GRANT UPDATE", "INSERT", "mdl_user", "mdl_backup_config"});
    row("odd names",
        [](Site &site) {
            site.databaseName = QStringLiteral("mo`o%1dle");
            site.databaseUser = QStringLiteral("o'rea\\der%2");
            site.tablePrefix = QStringLiteral("m19_");
            site.name = QStringLiteral("live\nDROP DATABASE moodle;");
        },
        old,
        {"CREATE USER 'o''rea\\\\der%2'@'localhost'",
         "GRANT SELECT ON `mo``o%1dle`.`m19_config` TO 'o''rea\\\\der%2'@'localhost';\n"},
        {"mdl_", "\nDROP"});
    row("a port by way of ssh", [](Site &site) { site.databaseSocket = QStringLiteral("127.0.0.1:3306"); }, old,
        {"'nightkeep'@'127.0.0.1'"}, {"REQUIRE SSL", "@'localhost'"});
    row("a port of IPv6", [](Site &site) { site.databaseSocket = QStringLiteral("[::1]:3306"); }, old,
        {"'nightkeep'@'::1'"}, {"127.0.0.1"});
    row("another machine by way of ssh", [](Site &site) { site.databaseSocket = QStringLiteral("db.internal:3306"); },
        old, {"'nightkeep'@'REPLACE-THIS-ADDRESS'"}, {"REQUIRE SSL", "@'localhost'", "@'%'"});
    row("without ssh",
        [](Site &site) {
            site.databaseSocket.clear();
            site.databaseAddress = QStringLiteral("db.example.org:3306");
        },
        old, {"'nightkeep'@'REPLACE-THIS-ADDRESS' IDENTIFIED BY 'REPLACE-THIS-PASSWORD' REQUIRE SSL;\n"},
        {"@'localhost'", "@'%'"});
    row("no account yet", [](Site &site) { site.databaseUser.clear(); }, old, {"'nightkeep'@'localhost'"}, {"''@"});
    row("PostgreSQL",
        [](Site &site) {
            site.databaseKind = DatabaseKind::PostgreSql;
            site.databaseUser = QStringLiteral("the\"reader");
            site.tablePrefix = QStringLiteral("MDL_");
        },
        MoodleEdition::Later,
        {"CREATE ROLE \"the\"\"reader\" LOGIN PASSWORD 'REPLACE-THIS-PASSWORD';\n",
         "GRANT CONNECT ON DATABASE \"moodle_a\" TO \"the\"\"reader\";\n",
         "GRANT USAGE ON SCHEMA public TO \"the\"\"reader\";\n",
         "GRANT SELECT ON \"mdl_config_plugins\" TO \"the\"\"reader\";\n"},
        {"UPDATE", "INSERT", "MDL_", "`", "REPLICATION CLIENT"});
}

void TstSiteRights::writesTheScript()
{
    using Change = void (*)(Site &);
    QFETCH(Change, change);
    QFETCH(MoodleEdition, edition);
    QFETCH(QStringList, has);
    QFETCH(QStringList, hasNot);
    Site site = rightsSite();
    change(site);
    const QString script = grantScript(site, edition);
    for (const QString &text : std::as_const(has))
        QVERIFY2(script.contains(text), qPrintable(text + u'\n' + script));
    // What is said of it in a comment is another thing.
    QStringList statements;
    for (const QString &line : script.split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(u"-- "))
            continue;
        statements += line;
        QVERIFY2(line.endsWith(u';'), qPrintable(line));
    }
    for (const QString &text : std::as_const(hasNot))
        QVERIFY2(!(u'\n' + statements.join(u'\n')).contains(text), qPrintable(text + u'\n' + script));
}

NIGHTKEEP_TEST(TstSiteRights, unit, Core)
#include "tst_siterights.moc"
