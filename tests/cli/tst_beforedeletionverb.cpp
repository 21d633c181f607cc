// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/archives/madedeletions.h"
#include "tests/cli/command.h"
#include "tests/cli/ctl.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

using DeletionOptions = QMultiHash<QString, QString>;

DeletionOptions deletionOffline(const DeletionOptions &more = {})
{
    return option("offline") + more;
}

/// Over two courses that an archive holds both, 33 read through and 47 not.
std::unique_ptr<Command> deletionCommand(const QString &words, const DeletionOptions &options)
{
    auto command = std::make_unique<Command>(
        QStringList {QStringLiteral("courses"), QStringLiteral("before-deletion")} + Nightkeep::words(words), options);
    FakeWorkspace &workspace = *command->workspace;
    workspace.time.advance(workspace.time.now().secsTo(MadeCourses::now()));
    const Site site = workspace.siteStore.sites()->first();
    CourseReading reading = MadeDeletions::reading();
    reading.courses.last().category = 5;
    reading.courses.last().categoryName = QStringLiteral("Arts");
    const ArchiveHolding archive = MadeDeletions::archiveOf(reading, site.dataServer);
    std::ignore = workspace.courseStore.saveCourseReading(site.name, reading);
    std::ignore = workspace.archiveStore.saveArchiveRun(archive.record);
    std::ignore = workspace.archiveStore.saveArchivedFiles(archive.record.run.id, *archive.files);
    workspace.moodles.change(site.name, [](FakeMoodle &moodle) {
        moodle.failure = Error {ErrorKind::Unreachable, QStringLiteral("Nothing answers.")};
    });
    workspace.files.insert(QStringLiteral("good"), "# one\n33,BIOC1001\n");
    workspace.files.insert(QStringLiteral("bad"), "M\xfcll\n");
    return command;
}

QStringList deletionAnswers(const VerbResult &result)
{
    QStringList answers;
    for (const QJsonValue &course : result->json[u"courses"].toArray())
        answers << course[u"shortname"].toString() + u' ' + course[u"answer"].toString();
    return answers;
}

} // namespace

/// The gate for the team's own deletion routine.
class TstBeforeDeletionVerb : public QObject
{
    Q_OBJECT

private slots:
    void endings_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<DeletionOptions>("options");
        QTest::addColumn<int>("ending");
        QTest::addColumn<QString>("answers");
        const QString good = QStringLiteral("BIOC1001 mayBeDeleted");
        const QString both = QStringLiteral("HIST2002 mayNot, BIOC1001 mayBeDeleted");
        const auto row = [](const char *name, const char *words, const DeletionOptions &options, ExitStatus ending,
                            const QString &answers) {
            QTest::newRow(name) << QString::fromLatin1(words) << options << int(ending) << answers;
        };
        row("all pass", "33", deletionOffline(), ExitStatus::Fine, good);
        row("one does not", "33 hist2002", deletionOffline(), ExitStatus::Findings, both);
        row("one is not there", "33 nowhere", deletionOffline(), ExitStatus::Findings,
            QStringLiteral("nowhere mayNot, ") + good);
        row("a file", "", deletionOffline(option("file", "good")), ExitStatus::Fine, good);
        row("a category", "33", deletionOffline(option("category", "arts")), ExitStatus::Findings, both);
        row("nobody answers", "33", {}, ExitStatus::Unreachable, good);
    }
    void endings()
    {
        QFETCH(QString, words);
        QFETCH(DeletionOptions, options);
        QFETCH(int, ending);
        QFETCH(QString, answers);
        const auto command = deletionCommand(words, options);
        const VerbResult result = command->run();
        QVERIFY2(result, Samples::why(result).constData());
        QCOMPARE(int(result->status), ending);
        QCOMPARE(deletionAnswers(result).join(QLatin1String(", ")), answers);
        QCOMPARE(result->json[u"number"].toInt(), 1);
        const bool isFirst = ending == int(ExitStatus::Fine) || result->text.section(u'\n', 1, 1).contains(u"not to be")
            || ending == int(ExitStatus::Unreachable);
        QVERIFY2(isFirst, qPrintable(result->text));
    }

    void mistakes_data()
    {
        QTest::addColumn<DeletionOptions>("options");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const DeletionOptions &options, ErrorKind kind) {
            QTest::newRow(name) << options << int(kind);
        };
        row("no list", {}, ErrorKind::BadInput);
        row("no such file", option("file", "none"), ErrorKind::NotFound);
        row("no text", option("file", "bad"), ErrorKind::BadInput);
        row("no such category", option("category", "Nowhere"), ErrorKind::BadInput);
        row("no such site", option("site", "Nowhere"), ErrorKind::BadInput);
        row("no date", option("show", "yesterday"), ErrorKind::BadInput);
        row("nothing of that day", option("show", "2008-12-15"), ErrorKind::BadInput);
        row("nothing of that number", option("show", "1"), ErrorKind::NotFound);
        row("shown and listed", option("show", "1") + option("list"), ErrorKind::BadInput);
        row("listed and asked", option("list") + option("category", "Arts"), ErrorKind::BadInput);
    }
    void mistakes()
    {
        QFETCH(DeletionOptions, options);
        QFETCH(int, kind);
        const auto command = deletionCommand({}, deletionOffline(options));
        const VerbResult result = command->run();
        QVERIFY(!result);
        QCOMPARE(int(result.error().kind), kind);
        QVERIFY(!result.error().message.isEmpty());
        QVERIFY(command->workspace->deletions().earlier()->isEmpty());
    }

    void earlierOnesAreShown()
    {
        for (const char *const which : {"2008-12-15", "2"}) {
            const auto command = deletionCommand({}, option("show", which));
            FakeWorkspace &workspace = *command->workspace;
            const Site site = workspace.siteStore.sites()->first();
            for (const char *const word : {"33", "47"}) {
                const auto checked = workspace.deletions().check({site, {{QString::fromLatin1(word)}, {}, {}}, true},
                                                                 Attendance::Background, CancelToken());
                QVERIFY(checked.has_value());
            }
            const VerbResult shown = command->run();
            QVERIFY2(shown, Samples::why(shown).constData());
            QCOMPARE(shown->json[u"number"].toInt(), 2);
            QCOMPARE(shown->json[u"list"][u"words"].toArray().first().toString(), QStringLiteral("47"));
            QCOMPARE(shown->status, ExitStatus::Findings);
        }
        const auto list = deletionCommand({}, option("list"));
        const Site site = list->workspace->siteStore.sites()->first();
        QVERIFY(list->workspace->deletions()
                    .check({site, {{QStringLiteral("47")}, {}, {}}, true}, Attendance::Background, CancelToken())
                    .has_value());
        const VerbResult listed = list->run();
        QVERIFY2(listed, Samples::why(listed).constData());
        QCOMPARE(listed->status, ExitStatus::Fine);
        QCOMPARE(listed->json.array().size(), 1);
        QCOMPARE(listed->json.array().first()[u"failed"].toInt(), 1);
    }

    /// By the real program: what it reads through and what it archives is one file to it.
    void anArchiveOfTheDemoCounts()
    {
        const CtlPlace place;
        const CtlRun made = place.makeUnaskedDemo();
        QVERIFY2(made.status == 0, made.told().constData());
        const auto kinds = [&place] {
            const CtlRun run = place.onDemo(words("courses before-deletion 10"));
            QStringList found {run.status == 0 || run.status == 1 ? QString() : QString::fromUtf8(run.told())};
            for (const QJsonValue &reason : run.json()[u"courses"].toArray().first()[u"reasons"].toArray())
                found << reason[u"kind"].toString();
            return found.join(u' ');
        };
        const CtlRun read = place.onDemo(words("courses check 10"));
        QVERIFY2(read.status == 0, read.told().constData());
        const QString before = kinds();
        QVERIFY2(before.contains(QLatin1String(" notArchived")) || before.contains(QLatin1String(" contentsNotKnown")),
                 qPrintable(before));
        const CtlRun started =
            place.onDemo(words("archive start --yes --not-before 2008-12-12 --name moodle-2008-autumn"));
        QVERIFY2(started.status == 0, started.told().constData());
        const CtlRun attached = place.onDemo(words("archive attach"));
        QVERIFY2(attached.status == 0, attached.told().constData());
        const QString after = kinds();
        QVERIFY2(after.isEmpty() || after.startsWith(u' '), qPrintable(after));
        for (const char *const kind : {"notArchived", "contentsNotKnown", "archiveNot", "notReadThrough", "damaged"})
            QVERIFY2(!after.contains(QLatin1String(kind)), qPrintable(after));
    }
};

NIGHTKEEP_TEST(TstBeforeDeletionVerb, integration, Core, 300)
#include "tst_beforedeletionverb.moc"
