// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demopage.h"
#include "app/wiki/wikifilereader.h"
#include "models/pageimport.h"
#include "models/settings/optiontable.h"
#include "models/settings/settingsview.h"
#include "tests/support/agreed.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

QList<WikiCell> cells(const QString &text)
{
    QList<WikiCell> row;
    for (const QString &part : text.split(u'|'))
        row.append(WikiCell {part.split(u'+', Qt::SkipEmptyParts)});
    return row;
}

WikiTable options(const QStringList &rows)
{
    WikiTable table {cells(QStringLiteral("Option|Notes|Option we have chosen")), {}};
    for (const QString &row : rows)
        table.rows.append(cells(row));
    return table;
}

WikiTable matrix()
{
    return {cells(QStringLiteral("server name|current folders|wanted folders")),
            {cells(QStringLiteral("fresh.example.org|/|/data"))}};
}

/// "backup_sche_keep=1 ..." of what is chosen; what was left out behind a bar.
QString printed(const OptionTable &table)
{
    QStringList chosen;
    for (const auto &[name, stored] : table.chosen)
        chosen << name.mid(12) + u'=' + stored;
    QStringList skipped;
    for (const SkippedRow &row : table.skipped)
        skipped << QString::number(row.row);
    return chosen.join(u' ') + u'|' + skipped.join(u' ');
}

} // namespace

/// The page's table "Option we have chosen": read, planned beside the matrix, agreed on.
class TstOptionTable : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeWorkspace> m_workspace;

    void setPage(const QStringList &rows) { m_workspace->wiki.setTables(QList<WikiTable> {options(rows), matrix()}); }
    [[nodiscard]] ImportPlan planned()
    {
        return planPageImport(*m_workspace, QStringLiteral("page.html")).value_or(ImportPlan());
    }
    [[nodiscard]] QHash<QString, QString> agreed(const QString &site)
    {
        return agreedTexts(m_workspace->settingsStore.agreedSettings(site));
    }

private slots:
    void init() { m_workspace = std::make_unique<FakeWorkspace>(); }

    void readsTheWords_data()
    {
        QTest::addColumn<QStringList>("rows");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QStringList &rows, const char *expected) {
            QTest::newRow(name) << rows << QString::fromLatin1(expected);
        };
        row("title and name", {QStringLiteral("Keep+backup_sche_keep|How many|1")}, "keep=1|");
        row("the page's words",
            {QStringLiteral("Schedule+backup_sche_weekdays||Sunday"), QStringLiteral("At+backup_sche_hour||3am"),
             QStringLiteral("Save to+backup_sche_destination||(blank)"),
             QStringLiteral("Users+backup_sche_users||course"), QStringLiteral("Logs+backup_sche_logs||off")},
            "weekdays=1000000 hour=3 destination= users=1 logs=0|");
        row("nothing chosen", {QStringLiteral("Keep+backup_sche_keep|How many|")}, "|");
        row("a blank row", {QStringLiteral("||")}, "|");
        row("no option's name", {QStringLiteral("Keep|How many|1")}, "|1");
        row("an option that nobody knows",
            {QStringLiteral("Keep+backup_sche_keep||2"), QStringLiteral("Mail+backup_sche_mail||on")}, "keep=2|2");
        row("words that make no sense", {QStringLiteral("Keep+backup_sche_keep||a few")}, "|1");
        row("short rows", {QStringLiteral("Keep+backup_sche_keep")}, "|");
    }

    void readsTheWords()
    {
        QFETCH(QStringList, rows);
        QFETCH(QString, expected);
        QCOMPARE(printed(readOptionTable({matrix(), options(rows)})), expected);
    }

    void otherTablesAreNone_data()
    {
        QTest::addColumn<QString>("headings");
        QTest::newRow("the matrix") << QStringLiteral("server name|current folders|wanted folders");
        QTest::newRow("no choice") << QStringLiteral("Option|Notes");
        QTest::newRow("no option") << QStringLiteral("Server|What we have chosen");
        QTest::newRow("an option among others") << QStringLiteral("Which option is right|chosen");
    }

    void otherTablesAreNone()
    {
        QFETCH(QString, headings);
        const WikiTable table {cells(headings), {cells(QStringLiteral("backup_sche_keep|1|1"))}};
        QCOMPARE(printed(readOptionTable({table})), QStringLiteral("|"));
    }

    /// The demo's workspace and its page are of one list, and reading the page gives that list again.
    void theDemosPageSaysWhatItsWorkspaceHas()
    {
        const auto tables = WikiFileReader().read(demoPage({}));
        QVERIFY(tables);
        const OptionTable read = readOptionTable(*tables);
        QCOMPARE(read.chosen, agreedOnPage());
        QVERIFY(read.skipped.isEmpty());
    }

    void theTeamsPageInMarkdown()
    {
        const auto tables = WikiFileReader().readFile(qEnvironmentVariable("NIGHTKEEP_SOURCE_DIR")
                                                      + QStringLiteral("/tests/fixtures/matrix.md"));
        QVERIFY(tables);
        QCOMPARE(printed(readOptionTable(*tables)), QStringLiteral("active=1 keep=1|"));
    }

    void eachSiteSeesOldAndNew()
    {
        m_workspace->fillSmallEstate();
        const QString site = m_workspace->settings().sites()->first().name;
        setPage({QStringLiteral("Keep+backup_sche_keep||5"), QStringLiteral("At+backup_sche_hour||3am"),
                 QStringLiteral("Blogs+backup_sche_x||on")});
        QVERIFY(agreeOn(m_workspace->settingsStore, site, hour, QStringLiteral("3")));
        ImportPlan plan = planned();
        QCOMPARE(plan.options.size(), 1);
        const ImportedOption option = plan.options.first();
        QCOMPARE(option.site, site);
        QCOMPARE(option.name, keep);
        QCOMPARE(option.beforeInWords, QStringLiteral("1"));
        QCOMPARE(option.afterInWords, QStringLiteral("5"));
        QCOMPARE(plan.skippedOptions.size(), 1);
        QCOMPARE(plan.skipped().size(), 1);
        QCOMPARE(plan.overwritten(), 1);

        plan.options[0].accepted = false;
        QCOMPARE(plan.overwritten(), 0);
        QVERIFY(applyPageImport(*m_workspace, plan));
        QCOMPARE(agreed(site).value(keep), QStringLiteral("1"));
        QVERIFY(applyPageImport(*m_workspace, planned()));
        QCOMPARE(agreed(site).value(keep), QStringLiteral("5"));
        QVERIFY(planned().changesNothing());
        const Result<QList<AuditEntry>> log = m_workspace->audit().entries(QStringLiteral("settings.agree"));
        QVERIFY(log);
        QVERIFY(std::any_of(log->begin(), log->end(), [&](const AuditEntry &entry) {
            return entry.object == site + u'/' + keep && entry.oldValue == u"1" && entry.newValue == u"5";
        }));
    }

    void anAgreementMadeMeanwhileIsNotOverwritten()
    {
        m_workspace->fillSmallEstate();
        const QString site = m_workspace->settings().sites()->first().name;
        setPage({QStringLiteral("Keep+backup_sche_keep||5")});
        const ImportPlan plan = planned();
        QVERIFY(agreeOn(m_workspace->settingsStore, site, keep, QStringLiteral("2")));
        const Result<void> applied = m_workspace->settings().applyOptions(plan);
        QVERIFY(!applied);
        QCOMPARE(applied.error().kind, ErrorKind::Stale);
        QCOMPARE(agreed(site).value(keep), QStringLiteral("2"));
    }

    void aSiteToComeBeginsWithThePage()
    {
        setPage({QStringLiteral("Keep+backup_sche_keep||5"), QStringLiteral("At+backup_sche_hour||3am")});
        const ImportPlan plan = planned();
        QCOMPARE(plan.options.size(), 2);
        QCOMPARE(plan.overwritten(), 0);
        QVERIFY(applyPageImport(*m_workspace, plan));
        QVERIFY(planned().changesNothing());

        Site site;
        site.name = QStringLiteral("live");
        site.databaseServer = QStringLiteral("fresh.example.org");
        site.databaseName = QStringLiteral("moodle");
        site.databaseUser = QStringLiteral("reader");
        QVERIFY(agreeOn(m_workspace->settings(), site, hour, QStringLiteral("4"))); // said before there was one
        QVERIFY(m_workspace->settings().replaceSite({}, site));
        QCOMPARE(agreed(site.name).value(keep), QStringLiteral("5"));
        QCOMPARE(agreed(site.name).value(hour), QStringLiteral("4"));
        QVERIFY(agreeOn(m_workspace->settings(), site, keep, std::nullopt));
        Site changed = site;
        changed.databaseUser = QStringLiteral("other");
        QVERIFY(m_workspace->settings().replaceSite(site, changed)); // an old one is no new one
        QVERIFY(!agreed(site.name).contains(keep));
    }

    void nothingAgreedIsNotGood()
    {
        Site site;
        site.name = QStringLiteral("live");
        MoodleConfig config;
        config.values = {{keep, QStringLiteral("1")},
                         {QStringLiteral("backup_sche_active"), QStringLiteral("1")},
                         {QStringLiteral("backup_sche_weekdays"), QStringLiteral("1111111")}};
        const SettingsView view = makeSettingsView(site, SettingsSnapshot {m_workspace->time.now(), config}, {});
        QCOMPARE(countSettings(view).agreed, 0);
        const QList<Finding> findings = SettingsService::findings(view, m_workspace->time.now());
        QVERIFY(std::any_of(findings.begin(), findings.end(), [](const Finding &finding) {
            return finding.id.endsWith(u"/unagreed") && finding.severity == Severity::Info;
        }));
        WorkspaceReading reading = readWorkspace(*m_workspace);
        reading.sites = QList<SettingsView> {view};
        const AreaStanding standing = estateOf(reading).standing(Page::Settings);
        QCOMPARE(standing.state, State::Unknown);
        QVERIFY(!standing.isKnown);
        QVERIFY2(standing.text.contains(QStringLiteral("nothing is agreed")), qPrintable(standing.text));
    }
};

NIGHTKEEP_TEST(TstOptionTable, unit, Core)
#include "tst_optiontable.moc"
