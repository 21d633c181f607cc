// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/archives/madedeletions.h"
#include "tests/catalogue/madearchives.h"
#include "tests/cli/command.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

using FindOptions = QMultiHash<QString, QString>;

/// Over a course on the server that an archive of June holds too; `unknown`: and an archive nobody has looked into.
std::unique_ptr<Command> findCommand(const char *verb, const QString &words, const FindOptions &options, bool unknown)
{
    QStringList all {QStringLiteral("archive"), QLatin1String(verb)};
    all += words.split(u' ', Qt::SkipEmptyParts);
    auto command = std::make_unique<Command>(all, options);
    FakeWorkspace &workspace = *command->workspace;
    workspace.time.advance(workspace.time.now().secsTo(MadeCourses::now()));
    const QList<ArchiveRecord> before = *workspace.archiveStore.archiveRuns();
    for (const ArchiveRecord &record : before)
        std::ignore = workspace.archiveStore.removeArchiveRun(record.run.id);
    const QString site = workspace.siteStore.sites()->first().name;
    std::ignore = workspace.courseStore.saveCourseReading(site, MadeDeletions::reading());
    const ArchiveManifest manifest =
        MadeArchives::manifest(QStringLiteral("20080620-031500-summer"), site,
                               {MadeArchives::file(33, QStringLiteral("BIOC1001"), QDate(2008, 6, 13)),
                                MadeArchives::file(34, QStringLiteral("BIOC1002"), QDate(2008, 6, 14))});
    ArchiveRecord record = MadeArchives::record(manifest);
    std::ignore = workspace.archiveStore.saveManifest(manifest);
    std::ignore = workspace.archiveStore.saveArchiveRun(record);
    record.run.id = QStringLiteral("20070620-031500-earlier");
    if (unknown)
        std::ignore = workspace.archiveStore.saveArchiveRun(record);
    return command;
}

QString foundWhere(const VerbResult &result)
{
    QStringList places;
    const QJsonArray copies = result->json[u"copies"].toArray();
    for (const QJsonValue &copy : copies)
        places << copy[u"where"].toString();
    return places.join(u' ');
}

QString foundCourses(const VerbResult &result)
{
    QStringList courses;
    const QJsonArray hits = result->json.array();
    for (const QJsonValue &hit : hits)
        courses << hit[u"shortname"].toString() + u'/' + hit[u"run"].toString();
    return courses.join(u' ');
}

} // namespace

/// "archive find" and "archive search".
class TstArchiveFindVerbs : public QObject
{
    Q_OBJECT

private slots:
    void finds_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<FindOptions>("options");
        QTest::addColumn<bool>("unknown");
        QTest::addColumn<int>("ending");
        QTest::addColumn<QString>("places");
        const auto row = [](const char *name, const char *words, const FindOptions &options, bool unknown,
                            ExitStatus ending, const char *places) {
            QTest::newRow(name) << QString::fromLatin1(words) << options << unknown << int(ending)
                                << QString::fromLatin1(places);
        };
        row("the newest", "BIOC1001", {}, false, ExitStatus::Fine, "server archive");
        row("as it was", "33", option("date", "2008-06-20"), false, ExitStatus::Fine, "archive server");
        row("nothing", "nowhere", {}, false, ExitStatus::Findings, "");
        row("not everything is known", "BIOC1001", {}, true, ExitStatus::Unreachable, "server archive");
        row("and nobody answers", "BIOC1001", option("ask"), true, ExitStatus::Unreachable, "server archive");
    }
    void finds()
    {
        QFETCH(QString, words);
        QFETCH(FindOptions, options);
        QFETCH(bool, unknown);
        QFETCH(int, ending);
        QFETCH(QString, places);
        const auto command = findCommand("find", words, options, unknown);
        const VerbResult result = command->run();
        QVERIFY2(result, result ? "" : qPrintable(result.error().message));
        QCOMPARE(foundWhere(result), places);
        QCOMPARE(int(result->status), ending);
        QCOMPARE(result->text.contains(QLatin1String("archive extract")), places.contains(QLatin1String("archive")));
        QCOMPARE(result->text.contains(QLatin1String("The storage manager was not asked for versions")),
                 !options.contains(QStringLiteral("ask")));
    }

    void searches_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<FindOptions>("options");
        QTest::addColumn<int>("ending");
        QTest::addColumn<QString>("courses");
        const auto row = [](const char *name, const char *words, const FindOptions &options, ExitStatus ending,
                            const char *courses) {
            QTest::newRow(name) << QString::fromLatin1(words) << options << int(ending) << QString::fromLatin1(courses);
        };
        const char *both = "BIOC1002/20080620-031500-summer BIOC1001/20080620-031500-summer";
        row("a part of a name", "bioc10", {}, ExitStatus::Fine, both);
        row("a course", "", option("course", "33"), ExitStatus::Fine, "BIOC1001/20080620-031500-summer");
        row("since", "", option("made-from", "2008-06-14"), ExitStatus::Fine, "BIOC1002/20080620-031500-summer");
        row("until", "bioc", option("made-to", "2008-06-13"), ExitStatus::Fine, "BIOC1001/20080620-031500-summer");
        row("nothing", "hist", {}, ExitStatus::Findings, "");
        row("of a site", "bioc10", option("site", "moodle"), ExitStatus::Fine, both);
    }
    void searches()
    {
        QFETCH(QString, words);
        QFETCH(FindOptions, options);
        QFETCH(int, ending);
        QFETCH(QString, courses);
        const auto command = findCommand("search", words, options, false);
        const VerbResult result = command->run();
        QVERIFY2(result, result ? "" : qPrintable(result.error().message));
        QCOMPARE(foundCourses(result), courses);
        QCOMPARE(int(result->status), ending);
    }

    void badQuestions_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QString>("words");
        QTest::addColumn<FindOptions>("options");
        QTest::newRow("nothing to search") << QStringLiteral("search") << QString() << FindOptions();
        QTest::newRow("no day") << QStringLiteral("find") << QStringLiteral("33") << option("date", "June");
        QTest::newRow("no number") << QStringLiteral("search") << QString() << option("course", "BIOC");
        QTest::newRow("no course") << QStringLiteral("find") << QString() << FindOptions();
    }
    void badQuestions()
    {
        QFETCH(QString, verb);
        QFETCH(QString, words);
        QFETCH(FindOptions, options);
        const auto command = findCommand(verb.toLatin1().constData(), words, options, false);
        const VerbResult result = command->run();
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::BadInput);
    }
};

NIGHTKEEP_TEST(TstArchiveFindVerbs, integration, Core)
#include "tst_archivefindverbs.moc"
