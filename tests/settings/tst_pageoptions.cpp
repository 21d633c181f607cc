// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/wikifilereader.h"
#include "models/pageimport.h"
#include "models/settings/optiontable.h"
#include "tests/support/agreed.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QRegularExpression>
#include <QTest>

using namespace Nightkeep;

namespace {

/// Option, notes, and the option chosen.
QByteArray optionRow(const QByteArray &title, const QByteArray &name, const QByteArray &chosen)
{
    return "<tr class=\"odd\">\n<td><p>" + title + "<br />\n" + name + "</p></td>\n<td><p>What it does</p></td>\n<td>"
        + chosen + "</td>\n</tr>\n";
}

QByteArray optionsPage(const QByteArray &rows)
{
    return "# Options\n\n<table>\n<thead>\n<tr class=\"header\">\n<th><p>Option</p></th>\n<th><p>Notes</p></th>\n"
           "<th><p>Option we have chosen</p></th>\n</tr>\n</thead>\n<tbody>\n"
        + rows + "</tbody>\n</table>\n";
}

QByteArray matrixPart()
{
    return "<table><tr><th>server name</th><th>current folders</th><th>wanted folders</th></tr>\n"
           "<tr><td>fresh.example.org</td><td>/</td><td>/data</td></tr></table>\n";
}

/// "keep=1 ..." of what is chosen, and "row: reason" lines of what is not.
QString said(const QByteArray &page)
{
    const auto tables = WikiFileReader().read(page);
    if (!tables)
        return tables.error().message;
    const OptionTable read = readOptionTable(*tables);
    QStringList chosen;
    for (const auto &[name, stored] : read.chosen)
        chosen << QString(name).remove(QRegularExpression(QStringLiteral("^backup_(sche_|auto_)?"))) + u'=' + stored;
    QStringList lines {chosen.join(u' ')};
    for (const SkippedRow &row : read.skipped)
        lines << QStringLiteral("%1: %2").arg(row.row).arg(row.reason);
    return lines.join(u'\n');
}

Site site(const char *name)
{
    Site made;
    made.name = QString::fromLatin1(name);
    made.databaseServer = QStringLiteral("db.example.org");
    made.databaseName = QStringLiteral("moodle");
    made.databaseUser = QStringLiteral("reader");
    return made;
}

} // namespace

/// The page's options as people write them, for no site, one and two.
class TstPageOptions : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeWorkspace> m_workspace;

    void setPage(const QByteArray &rows)
    {
        m_workspace->wiki.setTables(WikiFileReader().read(optionsPage(rows) + "\n" + matrixPart()));
    }
    [[nodiscard]] ImportPlan planned()
    {
        return planPageImport(*m_workspace, QStringLiteral("page.html")).value_or(ImportPlan());
    }
    [[nodiscard]] QHash<QString, QString> agreed(const QString &name)
    {
        return agreedTexts(m_workspace->settingsStore.agreedSettings(name));
    }
    [[nodiscard]] bool has(const QString &server)
    {
        const QList<ServerRow> rows = m_workspace->servers().rows().value_or(QList<ServerRow>());
        return std::any_of(rows.begin(), rows.end(), [&](const ServerRow &row) { return row.server.name == server; });
    }

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        Server database;
        database.name = QStringLiteral("db.example.org");
        QVERIFY(m_workspace->servers().replaceServer({}, database));
    }

    void rows_data()
    {
        QTest::addColumn<QByteArray>("rows");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QByteArray &rows, const char *expected) {
            QTest::newRow(name) << rows << QString::fromUtf8(expected);
        };
        const QByteArray one = optionRow("Keep", keep.toLatin1(), "1");
        row("said twice alike", one + one, "keep=1");
        row("said twice otherwise",
            one + optionRow("Keep", keep.toLatin1(), "5") + optionRow("At", hour.toLatin1(), "3am"),
            "keep=1 hour=3\n2: backup_sche_keep stands on the page already, and otherwise.");
        row("chosen and struck out", optionRow("Logs", "backup_sche_logs", "<s>on</s>"),
            "\n1: What was chosen is struck out.");
        row("a choice changed", optionRow("Logs", "backup_sche_logs", "<s><p>on</p></s><p>off</p>"),
            "logs=0\n1: \"on\" is struck out.");
        row("an option struck out", optionRow("<s>Keep", "backup_sche_keep</s>", "1") + one,
            "keep=1\n1: The option is struck out.");
        row("a heading between the rows",
            "<tr><td colspan=3>General</td></tr>" + one + "<tr><th colspan=3>Old</th></tr>", "keep=1");
        row("an option over all columns", "<tr><td colspan=3>Keep<br>backup_sche_keep</td></tr>",
            "\n1: \"Keep backup_sche_keep\" makes no sense for backup_sche_keep.");
        row("a later Moodle's options",
            optionRow("Keep", "backup_auto_max_kept", "5") + optionRow("Storage", "backup_auto_storage", "both")
                + optionRow("Short name", "backup_shortname", "on") + optionRow("Records", "loglifetime", "30 days")
                + optionRow("Active", "backup_auto_active", "only by hand"),
            "max_kept=5 storage=2 shortname=1 loglifetime=30 active=2");
        row("what Moodle keeps for itself", optionRow("Running", "backup_auto_running", "0"),
            "\n1: Nightkeep knows no backup option of that name.");
        row("headings repeated",
            one + "<tr><td>Option</td><td>Notes</td><td>Option we have chosen</td></tr>"
                + optionRow("At", hour.toLatin1(), "3am"),
            "keep=1 hour=3");
    }

    void rows()
    {
        QFETCH(QByteArray, rows);
        QFETCH(QString, expected);
        QCOMPARE(said(optionsPage(rows)), expected);
    }

    void aMacroIsNamed()
    {
        WikiCell option {{QStringLiteral("Keep"), keep}};
        WikiCell chosen;
        chosen.unread = QStringLiteral("excerpt-include");
        const WikiTable table {{WikiCell {{QStringLiteral("Option")}}, WikiCell {{QStringLiteral("Chosen")}}},
                               {{option, chosen}}};
        const OptionTable read = readOptionTable({table});
        QVERIFY(read.chosen.isEmpty());
        QCOMPARE(read.skipped.size(), 1);
        QVERIFY(read.skipped.first().reason.contains(QStringLiteral("excerpt-include")));
    }

    /// A page of the shape of the team's: thirteen options, a sentence of all machines, the matrix.
    void aWholePage()
    {
        const QByteArray options = optionRow("Include Modules", "backup_sche_modules", "<p>on</p>")
            + optionRow("Include module user data", "backup_sche_withuserdata", "<p>on</p>")
            + optionRow("Metacourse", "backup_sche_metacourse", "<p>on</p>")
            + optionRow("Users", "backup_sche_users", "<p>course</p>")
            + optionRow("Logs", "backup_sche_logs", "<p>on</p>")
            + optionRow("User Files", "backup_sche_userfiles", "<p>on</p>")
            + optionRow("Course files", "backup_sche_coursefiles", "<p>on</p>")
            + optionRow("Messages", "backup_sche_messages", "<p>off</p>")
            + optionRow("Keep", "backup_sche_keep", "<p>1</p>") + optionRow("Active", "backup_sche_active", "<p>on</p>")
            + optionRow("Schedule", "backup_sche_weekdays", "<p>Sunday</p>")
            + optionRow("Execute at", "backup_sche_hour", "<p>3am</p>")
            + optionRow("Save to", "backup_sche_destination", "<p>(blank)</p>");
        const QByteArray page = optionsPage(options)
            + "\n# Zips\n\nOn the current policy the storage team keep files for:\n\n"
              "-   keep a maximum of 2 copies for 30 days\n"
              "-   If the file is deleted, 1 copy will be kept for 60 days\n\n"
              "# Server backups\n\nThe following folders are backed up:\n\n"
              "-   All machines keep a maximum of 2 copies for 30 days.\n"
              "-   If the file is deleted, 1 copy will be kept for 60 days.\n\n"
              "    How long is a file kept in backup if it does not change?\n"
              "    Somebody is to contact the storage team\n\n"
            + matrixPart();
        QCOMPARE(said(page),
                 QStringLiteral("modules=1 withuserdata=1 metacourse=1 users=1 logs=1 userfiles=1 coursefiles=1 "
                                "messages=0 keep=1 active=1 weekdays=1000000 hour=3 destination="));
        const auto tables = WikiFileReader().read(page);
        QVERIFY(tables);
        m_workspace->wiki.setTables(*tables);
        const ImportPlan plan = planned();
        QCOMPARE(plan.options.size(), 13);
        QVERIFY(plan.skipped().isEmpty());
        const BackupFigures figures {.versionsExist = 2, .retainExtra = 30, .versionsDeleted = 1, .retainOnly = 60};
        QCOMPARE(plan.matrix.figures, figures);
        QCOMPARE(plan.changes.first().after.decisions.backup, figures);
    }

    void twoSitesArePlannedApart()
    {
        QVERIFY(m_workspace->settings().replaceSite({}, site("live")));
        QVERIFY(m_workspace->settings().replaceSite({}, site("test")));
        QVERIFY(agreeOn(m_workspace->settings(), site("live"), keep, QStringLiteral("2")));
        QVERIFY(agreeOn(m_workspace->settings(), site("test"), keep, QStringLiteral("5")));
        setPage(optionRow("Keep", keep.toLatin1(), "5") + optionRow("Keep", keep.toLatin1(), "7")
                + optionRow("At", hour.toLatin1(), "3am"));
        ImportPlan plan = planned();
        QStringList options;
        for (const ImportedOption &option : std::as_const(plan.options))
            options << option.site + u' ' + option.name + u' ' + option.before.value_or(QStringLiteral("-")) + u' '
                    + option.after;
        options.sort();
        QCOMPARE(options.join(u'\n'),
                 QStringLiteral("live backup_sche_hour - 3\nlive backup_sche_keep 2 5\ntest backup_sche_hour - 3"));
        QCOMPARE(plan.skippedOptions.size(), 1);
        QVERIFY(applyPageImport(*m_workspace, plan));
        QCOMPARE(agreed(QStringLiteral("live")).value(keep), QStringLiteral("5"));
        QCOMPARE(agreed(QStringLiteral("test")).value(hour), QStringLiteral("3"));
        QVERIFY(agreed(noSiteYet()).isEmpty());
        QVERIFY(planned().changesNothing());
    }

    /// What a page said before there was a site is the first one's; later sites see what the page says then.
    void onlyTheFirstSiteBeginsWithThePage()
    {
        setPage(optionRow("Keep", keep.toLatin1(), "5") + optionRow("At", hour.toLatin1(), "3am"));
        QVERIFY(applyPageImport(*m_workspace, planned()));
        QCOMPARE(agreed(noSiteYet()).value(keep), QStringLiteral("5"));
        QVERIFY(m_workspace->settings().replaceSite({}, site("live")));
        QCOMPARE(agreed(QStringLiteral("live")).value(keep), QStringLiteral("5"));
        QVERIFY(agreed(noSiteYet()).isEmpty());

        setPage(optionRow("Keep", keep.toLatin1(), "2") + optionRow("At", hour.toLatin1(), "3am"));
        QVERIFY(applyPageImport(*m_workspace, planned()));
        QVERIFY(m_workspace->settings().replaceSite({}, site("test")));
        QVERIFY(agreed(QStringLiteral("test")).isEmpty());
        QCOMPARE(agreed(QStringLiteral("live")).value(keep), QStringLiteral("2"));
        QVERIFY(applyPageImport(*m_workspace, planned()));
        QCOMPARE(agreed(QStringLiteral("test")).value(keep), QStringLiteral("2"));
    }

    /// "Changed meanwhile" means that nothing was written, no server and no option.
    void aStalePlanWritesNothing()
    {
        QVERIFY(m_workspace->settings().replaceSite({}, site("live")));
        setPage(optionRow("At", hour.toLatin1(), "3am") + optionRow("Keep", keep.toLatin1(), "5"));
        ImportPlan plan = planned();
        QCOMPARE(plan.options.size(), 2);
        QVERIFY(agreeOn(m_workspace->settings(), site("live"), keep, QStringLiteral("2")));
        const Result<void> applied = applyPageImport(*m_workspace, plan);
        QVERIFY(!applied);
        QCOMPARE(applied.error().kind, ErrorKind::Stale);
        QVERIFY(!has(QStringLiteral("fresh.example.org")));
        QVERIFY(!agreed(QStringLiteral("live")).contains(hour));

        for (ImportedOption &option : plan.options)
            option.accepted = option.name != keep; // and what is not taken cannot be stale
        QVERIFY(applyPageImport(*m_workspace, plan));
        QVERIFY(has(QStringLiteral("fresh.example.org")));
        QCOMPARE(agreed(QStringLiteral("live")).value(keep), QStringLiteral("2"));
        QCOMPARE(agreed(QStringLiteral("live")).value(hour), QStringLiteral("3"));
    }
};

NIGHTKEEP_TEST(TstPageOptions, unit, Core)
#include "tst_pageoptions.moc"
