// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clijson.h"
#include "app/cli/exitstatus.h"
#include "tests/cli/command.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

#include <tuple>

using namespace Nightkeep;

/// What verbs do when the outside world does not play along.
class TstCliVerbs : public QObject
{
    Q_OBJECT

private slots:
    void coverageTellsBothSides()
    {
        CoverageRow row;
        row.server = QStringLiteral("moodle-a");
        row.folder = "/data/m\xf6odle";
        row.state = CoverageState::Stale;
        row.by = "/data";
        QJsonObject json = coverageJson(row);
        for (const char *name : {"declared", "observed", "rule", "lastIncremental", "observedAt"})
            QVERIFY2(json.value(QLatin1String(name)).isNull(), name);
        QCOMPARE(json.value(u"realPath").toString(), QString());
        QCOMPARE(json.value(u"folderBytes").toString() + json.value(u"pathBytes").toString(),
                 QStringLiteral("/data/m%F6odle"));

        row.declared = CoverageVerdict {CoverageState::Uncovered, {}, QStringLiteral("not listed")};
        row.observed = CoverageVerdict {CoverageState::Stale, "/data", QStringLiteral("too old")};
        IncludeExcludeRule rule;
        rule.scope = IncludeExcludeRule::Scope::Directory;
        rule.pattern = "/data/\xff";
        rule.source = QStringLiteral("/opt/incl.excl");
        row.rule = CoverageRule {3, rule};
        row.realPath = "/srv/moodle";
        row.lastIncremental = QDateTime(QDate(2008, 10, 1), QTime(1, 0), QTimeZone::utc());
        json = coverageJson(row);
        QCOMPARE(json.value(u"state").toString(), QStringLiteral("stale"));
        QCOMPARE(json.value(u"disagree").toBool(), true);
        const QJsonObject declared {{QStringLiteral("state"), QStringLiteral("uncovered")},
                                    {QStringLiteral("by"), QString()},
                                    {QStringLiteral("reason"), QStringLiteral("not listed")}};
        QCOMPARE(json.value(u"declared").toObject(), declared);
        QCOMPARE(json.value(u"observed")[u"by"].toString(), QStringLiteral("/data"));
        QCOMPARE(json.value(u"rule")[u"number"].toInt(), 3);
        QCOMPARE(json.value(u"rule")[u"option"].toString(), QStringLiteral("exclude.dir"));
        QCOMPARE(json.value(u"rule")[u"patternBytes"].toString(), QStringLiteral("/data/%FF"));
        QCOMPARE(json.value(u"rule")[u"source"].toString(), QStringLiteral("/opt/incl.excl"));
        QCOMPARE(json.value(u"realPath").toString(), QStringLiteral("/srv/moodle"));
        QCOMPARE(json.value(u"lastIncremental").toString(), QStringLiteral("2008-10-01T01:00:00Z"));
    }

    void noticesOfOpeningAreSaid()
    {
        Command command({});
        command.workspace->about.notices = {QStringLiteral("It is opened read-only.")};
        bool opened = false;
        const QByteArray said = saidBy([&] {
            opened = command.context->workspace().has_value();
            std::ignore = command.context->workspace(); // it is open already
        });
        QVERIFY(opened);
        QCOMPARE(said, QByteArray("It is opened read-only.\n"));
    }

    void everyKindOfErrorHasItsStatus_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("status");
        for (int kind = 0; kind <= int(ErrorKind::Internal); ++kind) {
            int status = 3;
            switch (ErrorKind(kind)) {
            case ErrorKind::BadInput:
                status = 2;
                break;
            case ErrorKind::Conflict:
            case ErrorKind::Stale:
            case ErrorKind::Locked:
            case ErrorKind::Busy:
            case ErrorKind::ReadOnly:
            case ErrorKind::TooNew:
                status = 4;
                break;
            case ErrorKind::DiskFull:
                status = 6;
                break;
            case ErrorKind::Cancelled:
                status = 5;
                break;
            default:
                break;
            }
            QTest::newRow(qPrintable(nameOf(ErrorKind(kind)))) << kind << status;
        }
    }
    void everyKindOfErrorHasItsStatus()
    {
        QFETCH(int, kind);
        QFETCH(int, status);
        QCOMPARE(int(exitStatusOf(ErrorKind(kind))), status);
    }

    void aConflictShowsAllThreeValues()
    {
        Command command({QStringLiteral("settings"), QStringLiteral("set"), QStringLiteral("backup_sche_keep=1")},
                        option("yes"));
        command.workspace->moodles.change(QStringLiteral("moodle"), [](FakeMoodle &moodle) {
            moodle.meanwhile = [](FakeMoodle &now) {
                now.config[QStringLiteral("backup_sche_keep")] = QStringLiteral("5");
            };
        });
        const VerbResult result = command.run();
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
        QCOMPARE(result->status, ExitStatus::Refused);
        const QJsonValue outcome = result->json.object().value(u"outcomes").toArray().at(0);
        QCOMPARE(outcome[u"outcome"].toString(), QStringLiteral("conflict"));
        QCOMPARE(outcome[u"seen"].toString(), QStringLiteral("2"));
        QCOMPARE(outcome[u"wanted"].toString(), QStringLiteral("1"));
        QCOMPARE(outcome[u"found"].toString(), QStringLiteral("5"));
        QCOMPARE(command.workspace->moodles.moodle(QStringLiteral("moodle"))
                     .config.value(QStringLiteral("backup_sche_keep")),
                 QStringLiteral("5"));
    }

    void anUnreachableDatabaseIsNoOption()
    {
        Command command({QStringLiteral("settings"), QStringLiteral("show")});
        command.workspace->moodles.change(QStringLiteral("moodle"), [](FakeMoodle &moodle) {
            moodle.failure = Error {ErrorKind::Unreachable, QStringLiteral("no answer")};
        });
        const VerbResult result = command.run();
        QVERIFY(!result.has_value());
        QCOMPARE(exitStatusOf(result.error().kind), ExitStatus::Unreachable);

        Command offline({QStringLiteral("settings"), QStringLiteral("show")}, option("offline"));
        QVERIFY(offline.run().has_value());
    }

    void whatIsNotReadNowTellsItsAge_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<bool>("isNew"); // a site that was never read
        QTest::addColumn<QString>("age");
        QTest::newRow("shown") << QStringLiteral("show") << false << QStringLiteral("40 minutes ago");
        QTest::newRow("checked") << QStringLiteral("check") << false << QStringLiteral("40 minutes ago");
        QTest::newRow("never read") << QStringLiteral("show") << true << QStringLiteral("never");
        QTest::newRow("never read, checked") << QStringLiteral("check") << true << QStringLiteral("never");
    }
    void whatIsNotReadNowTellsItsAge()
    {
        QFETCH(QString, verb);
        QFETCH(bool, isNew);
        QFETCH(QString, age);
        QMultiHash<QString, QString> options = option("offline");
        options.insert(QStringLiteral("site"), isNew ? QStringLiteral("second") : QStringLiteral("moodle"));
        Command command({QStringLiteral("settings"), verb}, options);
        Site second = command.workspace->siteStore.sites()->constFirst();
        second.name = QStringLiteral("second");
        QVERIFY(command.workspace->siteStore.replaceSite({}, second).has_value());
        const VerbResult result = command.run();
        QVERIFY(result.has_value());
        QVERIFY2(result->text.contains(QStringLiteral("were read: %1.").arg(age)), qPrintable(result->text));
        QVERIFY(!result->json.array().isEmpty());
        const QDateTime sunday = QDateTime::fromString(QStringLiteral("2008-11-30T03:00:00Z"), Qt::ISODate);
        for (const QJsonValue &row : result->json.array()) {
            QCOMPARE(row[u"readAt"], isNew ? QJsonValue() : momentJson(command.workspace->time.now().addSecs(-2400)));
            QCOMPARE(row[u"nextRun"], isNew ? QJsonValue() : momentJson(sunday));
        }
        QVERIFY2(result->text.contains(isNew ? QStringLiteral("Next run: not known.") : QStringLiteral("Next run: ")),
                 qPrintable(result->text));
    }

    void aDryRunSaysWhatMoodleWillDo()
    {
        Command command({QStringLiteral("settings"), QStringLiteral("set"), QStringLiteral("backup_sche_active=off")},
                        option("dry-run"));
        const VerbResult result = command.run();
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
        const QString caution = result->json.object().value(u"caution").toString();
        QVERIFY2(caution.contains(QLatin1String("No course backup runs any more")), qPrintable(caution));
    }

    void nothingToChange()
    {
        Command command({QStringLiteral("settings"), QStringLiteral("set"), QStringLiteral("backup_sche_keep=2")});
        const VerbResult result = command.run();
        QVERIFY(result.has_value());
        QCOMPARE(result->status, ExitStatus::Fine);
        QVERIFY(result->json.object().value(u"changes").toArray().isEmpty());
    }

    void severalSitesNeedAName()
    {
        Command command({});
        Site second = command.workspace->siteStore.sites()->constFirst();
        second.name = QStringLiteral("second");
        QVERIFY(command.workspace->siteStore.replaceSite({}, second).has_value());
        const Result<Site> chosen = chosenSite(*command.context);
        QVERIFY(!chosen.has_value());
        QCOMPARE(chosen.error().kind, ErrorKind::BadInput);
        QVERIFY(chosen.error().advice.contains(u"second"));
    }

    void aKeyIsTrustedOnlyByItsFingerprint_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<bool>("isTrusted"); // already
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("acts");
        QTest::newRow("a new key") << QStringLiteral("SHA256:right") << false << 0 << 1;
        QTest::newRow("not the one given") << QStringLiteral("SHA256:wrong") << false << 4 << 0;
        QTest::newRow("trusted already") << QStringLiteral("SHA256:right") << true << 0 << 0;
        QTest::newRow("another one is trusted") << QStringLiteral("SHA256:wrong") << true << 4 << 0;
        QTest::newRow("a part of it") << QStringLiteral("SHA256:righ") << true << 4 << 0;
    }
    void aKeyIsTrustedOnlyByItsFingerprint()
    {
        QFETCH(QString, given);
        QFETCH(bool, isTrusted);
        QFETCH(int, status);
        QFETCH(int, acts);
        Command command({QStringLiteral("servers"), QStringLiteral("trust"), QStringLiteral("moodle-a"), given});
        command.workspace->hosts.setOfferedKey(OfferedHostKey {QStringLiteral("moodle-a.example.org"),
                                                               QStringLiteral("ED25519"),
                                                               QStringLiteral("SHA256:right"), isTrusted});
        const VerbResult result = command.run();
        QCOMPARE(int(result ? result->status : exitStatusOf(result.error().kind)), status);
        if (result)
            QCOMPARE(result->json.object().value(u"wasTrusted").toBool(), isTrusted);
        QCOMPARE(command.workspace->hosts.trusted().size(), acts);
    }

    void reachableIsNeverGuessed()
    {
        Command command({QStringLiteral("servers")});
        const VerbResult result = command.run();
        QVERIFY(result.has_value());
        QHash<QString, QJsonValue> reachable;
        for (const QJsonValue &row : result->json.array())
            reachable.insert(row[u"name"].toString().section(u'.', 0, 0), row[u"reachable"]);
        QCOMPARE(reachable.value(QStringLiteral("moodle-a")), QJsonValue(true));
        QCOMPARE(reachable.value(QStringLiteral("moodle-b")), QJsonValue(false));
        QVERIFY(reachable.value(QStringLiteral("moodle-pp")).isNull());
    }

    void testsEndByTheirWorstCheck_data()
    {
        using Outcome = ConnectionCheck::Outcome;
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("status");
        QTest::newRow("failed") << int(Outcome::Failed) << int(ExitStatus::Unreachable);
        QTest::newRow("host is not there, so nothing else is tried")
            << int(Outcome::NotTried) << int(ExitStatus::Unreachable);
    }
    void testsEndByTheirWorstCheck()
    {
        QFETCH(int, outcome);
        QFETCH(int, status);
        Command command({QStringLiteral("servers"), QStringLiteral("test"), QStringLiteral("moodle-a")});
        command.workspace->hosts.setChecks(
            {{QStringLiteral("name"), QStringLiteral("It has no name."), ConnectionCheck::Outcome::Failed, {}},
             {QStringLiteral("login"), QStringLiteral("It said so."), ConnectionCheck::Outcome(outcome), {}}});
        const VerbResult result = command.run();
        QVERIFY(result.has_value());
        QCOMPARE(int(result->status), status);
        QVERIFY(result->json.array().size() >= 2);
    }

    void aStoppedProbeIsCancelledNotFailed()
    {
        Command command({QStringLiteral("probe"), QStringLiteral("moodle-a")});
        command.workspace->hosts.setAnswer(
            [](const Server &, RemoteProgram, const QByteArray &, const CancelToken &) -> Result<QByteArray> {
                return fail(ErrorKind::Cancelled, QStringLiteral("stopped"));
            });
        const VerbResult result = command.run();
        QVERIFY(result.has_value());
        QCOMPARE(result->status, ExitStatus::Cancelled);
    }

    void unreachableServersDoNotHideTheOthers()
    {
        Command command({QStringLiteral("probe")});
        const VerbResult result = command.run();
        QVERIFY(result.has_value());
        QCOMPARE(result->status, ExitStatus::Unreachable);
        QCOMPARE(result->json.array().size(), 4);
        for (const QJsonValue &row : result->json.array())
            QCOMPARE(row[u"error"][u"kind"].toString(), QStringLiteral("unreachable"));
    }

    void aReadOnlyWorkspaceShowsWhatIsAsked()
    {
        Command probe({QStringLiteral("probe"), QStringLiteral("moodle-b")});
        probe.workspace->makeReadOnly();
        probe.workspace->hosts.setAnswer(
            [now = probe.workspace->time.now()](const Server &, RemoteProgram, const QByteArray &,
                                                const CancelToken &) -> Result<QByteArray> { return soundProbe(now); });
        const VerbResult result = probe.run();
        QVERIFY(result.has_value());
        QCOMPARE(result->status, ExitStatus::Fine);
        const QJsonValue row = result->json.array().at(0);
        QCOMPARE(row[u"reachable"], QJsonValue(true));
        QCOMPARE(row[u"notKept"][u"kind"].toString(), QStringLiteral("readOnly"));
        QVERIFY2(result->text.contains(QLatin1String("reached"))
                     && !result->text.contains(QLatin1String("not reached")),
                 qPrintable(result->text));

        Command settings({QStringLiteral("settings"), QStringLiteral("show")});
        settings.workspace->makeReadOnly();
        const VerbResult shown = settings.run();
        QVERIFY2(shown.has_value(), shown ? "" : qPrintable(shown.error().message));
        QCOMPARE(shown->status, ExitStatus::Fine);

        Command full({QStringLiteral("probe"), QStringLiteral("moodle-b")}); // that it was not kept is a failure here
        full.workspace->serverStore.setWriteFailure(Error {ErrorKind::DiskFull, QStringLiteral("full")});
        full.workspace->hosts.setAnswer(
            [now = full.workspace->time.now()](const Server &, RemoteProgram, const QByteArray &,
                                               const CancelToken &) -> Result<QByteArray> { return soundProbe(now); });
        const VerbResult kept = full.run();
        QVERIFY(kept.has_value());
        QCOMPARE(kept->json.array().at(0)[u"reachable"], QJsonValue(true));
        QCOMPARE(kept->status, ExitStatus::NotWritten);
    }

    void aReadOnlyWorkspaceRefusesToBeWritten_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("flag");
        QTest::addColumn<bool>("refused");
        const auto row = [](const char *words, bool refused = true, const char *flag = "yes") {
            QTest::newRow(qPrintable(QStringLiteral("%1 --%2").arg(QLatin1String(words), QLatin1String(flag))))
                << QString::fromLatin1(words) << QString::fromLatin1(flag) << refused;
        };
        row("settings set backup_sche_keep=1");
        row("settings set backup_sche_keep=1", false, "dry-run");
        row("settings agree backup_sche_keep=5");
        row("servers set moodle-a os=debian");
        row("archive moved tape-7");
        row("archive take-back moved");
        row("servers remove moodle-pp");
        row("servers remove moodle-pp", true, "json"); // nor is anybody missed who could agree
        row("workspace import other.json");
        row("request make", true, "sent");
        row("request make", false, "drops");
        row("servers", false);
        row("coverage", false);
        row("servers history moodle-a", false);
        row("archive list", false);
        row("settings check", false, "offline");
    }
    void aReadOnlyWorkspaceRefusesToBeWritten()
    {
        QFETCH(QString, words);
        QFETCH(QString, flag);
        QFETCH(bool, refused);
        Command command(words.split(u' '), {{flag, QString()}});
        command.workspace->makeReadOnly();
        const VerbResult result = command.run();
        QCOMPARE(!result.has_value(), refused);
        QVERIFY(command.workspace->importedFrom.isEmpty());
        if (refused) {
            QCOMPARE(result.error().kind, ErrorKind::ReadOnly);
            QCOMPARE(exitStatusOf(result.error().kind), ExitStatus::Refused);
            QVERIFY2(result.error().message.contains(QLatin1String("read-only")), qPrintable(result.error().message));
            QVERIFY(command.workspace->hosts.calls().isEmpty()); // nobody was asked for nothing
        }
    }

    void verbsAreTold_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("taken"); // the verb and the words left to it, or the refusal
        const auto row = [](const char *given, const char *taken, const char *option = "") {
            QTest::newRow(qPrintable(QStringLiteral("%1 --%2").arg(QLatin1String(given), QLatin1String(option))))
                << QString::fromLatin1(given) << QString::fromLatin1(option) << QString::fromLatin1(taken);
        };
        row("servers", "servers:");
        row("servers history a", "servers history:a");
        row("servers history", "Usage: nightkeepctl servers history NAME");
        row("servers set a", "Usage: nightkeepctl servers set NAME KEY=VALUE... [--new]");
        row("servers set a b=1 c=2", "servers set:a b=1 c=2", "new");
        row("servers pair", "servers pair:");
        row("servers pair a b", "servers pair:a b", "socket");
        row("servers pair a b c", "Usage: nightkeepctl servers pair [A B] [--socket PATH] [--user NAME] [--attended]");
        row("request make a b c", "request make:a b c", "question");
        row("request show 1", "request show:1", "output");
        row("request show 1 2", "Usage: nightkeepctl request show ID [--format FORMAT] [--output FILE]");
        row("coverage a b", "coverage:a b");
        row("coverage preview a /b", "coverage preview:a /b");
        row("archive", "archive:", "discover");
        row("archive cancel", "archive cancel:", "run");
        row("settings", "settings:", "offline");
        row("settings set",
            "Usage: nightkeepctl settings set NAME=VALUE... [--expect NAME=OLD]... [--reason TEXT] [--dry-run] "
            "[--yes]");
        row("check x", "Usage: nightkeepctl check [--severity info|warning|critical]");
        row("export-wiki -", "export-wiki:-");
        row("workspace explode",
            "\"workspace explode\" is not known; workspace knows: create, export, import, verify, restore, password.");
        row("explode", "\"explode\" is not a verb of nightkeepctl.");
        row("", "Nothing to do: no verb was given.");
        // An option that would be passed over in silence is worse than none: somebody relies on it.
        row("archive cancel", "archive cancel does not take --dry-run.", "dry-run");
        row("settings agree a=b", "settings agree does not take --dry-run.", "dry-run");
        row("servers", "servers does not take --seed.", "seed");
    }
    void verbsAreTold()
    {
        QFETCH(QString, given);
        QFETCH(QString, option);
        QFETCH(QString, taken);
        CliArguments arguments {given.split(u' ', Qt::SkipEmptyParts), {}};
        if (!option.isEmpty())
            arguments.options.insert(option, {});
        const Result<const Verb *> verb = takeVerb(arguments);
        const QString is = verb ? QStringLiteral("%1:%2").arg(QLatin1String((*verb)->words), arguments.words.join(u' '))
                                : verb.error().message;
        QCOMPARE(is, taken);
    }

    void everyOptionIsOneThing()
    {
        QHash<QByteArray, QByteArray> valueNames;
        QSet<QByteArray> summaries;
        for (const Verb *verb : verbsOf()) {
            for (const VerbOption &option : verb->options) {
                const QByteArray known = valueNames.value(option.name, option.valueName);
                QVERIFY2(known.isEmpty() == (*option.valueName == '\0'), option.name);
                valueNames.insert(option.name, option.valueName);
            }
            const QByteArray first = QByteArray(verb->words).split(' ').first();
            if (*verb->summary != '\0')
                QVERIFY2(!summaries.contains(first), verb->words);
            else
                QVERIFY2(summaries.contains(first), "the first of its kind tells what it is for");
            summaries.insert(first);
        }
    }

    void aRunThatLeftNothingIsToldToHoldNothing()
    {
        const Command list({QStringLiteral("archive"), QStringLiteral("list")});
        ArchiveRecord cancelled;
        cancelled.run.id = QStringLiteral("20081128-120000-moodle-2008-autumn");
        cancelled.run.request.site = QStringLiteral("moodle");
        cancelled.run.request.name = QStringLiteral("moodle-2008-autumn");
        cancelled.run.server = QStringLiteral("moodle-a.example.org");
        cancelled.run.startedAt = list.workspace->time.now();
        cancelled.run.files = 31313;
        cancelled.status.state = ArchiveState::None;
        QVERIFY(list.workspace->archiveStore.saveArchiveRun(cancelled));
        const VerbResult listed = list.run();
        QVERIFY(listed);
        QVERIFY2(listed->text.contains(cancelled.run.id) && !listed->text.contains(QStringLiteral("31313")),
                 qPrintable(listed->text));
    }

    void theStoresFailureIsTold()
    {
        for (const char *verb : {"servers", "coverage", "check"}) {
            Command command({QLatin1String(verb)});
            command.workspace->serverStore.setFailure(Error {ErrorKind::Busy, QStringLiteral("somebody writes")});
            const VerbResult result = command.run();
            QVERIFY(!result.has_value());
            QCOMPARE(exitStatusOf(result.error().kind), ExitStatus::Refused);
        }
    }
};

NIGHTKEEP_TEST(TstCliVerbs, unit, Core)
#include "tst_cliverbs.moc"
