// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/command.h"
#include "tests/places/handoverframes.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;
using Samples::why;

namespace {

const QString placesRun = QStringLiteral("20080901-020000-moodle-2008-summer"); // the small estate's

} // namespace

/// Places, and what is handed over to them, by the command line.
class TstPlacesVerbs : public QObject
{
    Q_OBJECT

private:
    static void addVault(const Command &command)
    {
        QVERIFY(command.workspace->handOvers().savePlace(vault(), std::nullopt));
        command.workspace->handOvers().setPollInterval(std::chrono::milliseconds(1));
    }
    static QMultiHash<QString, QString> options(const QString &place, const char *more = nullptr)
    {
        QMultiHash<QString, QString> given {{QStringLiteral("run"), placesRun}, {QStringLiteral("place"), place}};
        if (more)
            given.insert(QLatin1String(more), QString());
        return given;
    }

private slots:
    void aPlaceIsSet_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("isNew");
        QTest::addColumn<QString>("says"); // in the error; empty: it is done
        const auto row = [](const char *name, const char *words, bool isNew, const char *says) {
            QTest::newRow(name) << QString::fromLatin1(words) << isNew << QString::fromLatin1(says);
        };
        row("added", "places set desk kind=workstation folder=/home/anna/archives", true, "");
        row("changed", "places set VAULT years=7 note=cellar", false, "");
        row("not there", "places set desk kind=workstation folder=/home/anna", false, "There is no place \"desk\".");
        row("no such kind", "places set vault kind=drawer", false, "no kind of place \"drawer\"");
        row("no such field", "places set vault colour=red", false, "no field \"colour\"");
        row("no years", "places set vault years=many", false, "no years");
    }
    void aPlaceIsSet()
    {
        QFETCH(QString, words);
        QFETCH(bool, isNew);
        QFETCH(QString, says);
        QMultiHash<QString, QString> given;
        if (isNew)
            given.insert(QStringLiteral("new"), QString());
        const Command command(words.split(u' '), given);
        addVault(command);
        const VerbResult set = command.run();
        if (!says.isEmpty()) {
            QVERIFY(!set);
            QVERIFY2(set.error().message.contains(says), why(set).constData());
            QCOMPARE(*command.workspace->handOvers().places(), QList<ArchivePlace> {vault()});
            return;
        }
        QVERIFY2(set, why(set).constData());
        QCOMPARE(command.workspace->handOvers().places()->size(), isNew ? 2 : 1);
        if (!isNew)
            QCOMPARE(command.workspace->handOvers().places()->constFirst().keepYears, 7);
    }

    void placesAreListedAndRemoved()
    {
        const Command list({QStringLiteral("places")});
        addVault(list);
        const VerbResult listed = list.run();
        QVERIFY2(listed, why(listed).constData());
        QCOMPARE(listed->json.array().at(0).toObject().value(u"folder").toString(), QStringLiteral("/mnt/vault"));
        QVERIFY(listed->text.contains(QLatin1String("/mnt/vault")));

        const Command remove({QStringLiteral("places"), QStringLiteral("remove"), QStringLiteral("Vault")},
                             {{QStringLiteral("yes"), QString()}});
        addVault(remove);
        const VerbResult removed = remove.run();
        QVERIFY2(removed, why(removed).constData());
        QVERIFY(remove.workspace->handOvers().places()->isEmpty());
    }

    void itIsHandedOver()
    {
        const Command command({QStringLiteral("archive"), QStringLiteral("hand-over")},
                              options(QStringLiteral("vault"), "detach"));
        HandOverServer server;
        server.answerFor(*command.workspace);
        addVault(command);
        const VerbResult begun = command.run();
        QVERIFY2(begun, why(begun).constData());
        QCOMPARE(begun->status, ExitStatus::Fine);
        QCOMPARE(begun->json.object().value(u"state").toString(), QStringLiteral("working"));
        QCOMPARE(server.inputs(RemoteProgram::HandOverStatus).size(), 1); // it does not wait
    }

    void endings_data()
    {
        QTest::addColumn<QByteArray>("found");
        QTest::addColumn<int>("status");
        QTest::newRow("there") << QByteArray("found") << int(ExitStatus::Fine);
        QTest::newRow("not there") << QByteArray("missing") << int(ExitStatus::Findings);
        QTest::newRow("something else") << QByteArray("altered") << int(ExitStatus::Findings);
    }
    void endings()
    {
        QFETCH(QByteArray, found);
        QFETCH(int, status);
        const Command command({QStringLiteral("archive"), QStringLiteral("confirm")},
                              options(QStringLiteral("vault"), "read"));
        HandOverServer server;
        server.answerFor(*command.workspace);
        server.set("ended");
        server.setLook(found);
        addVault(command);
        QVERIFY(command.workspace->handOvers().ask(placesRun, CancelToken()));
        const VerbResult asked = command.run();
        QVERIFY2(asked, why(asked).constData());
        QCOMPARE(int(asked->status), status);
        const Result<CatalogueRecords> records = command.workspace->catalogue();
        QVERIFY2(records, why(records).constData());
        QCOMPARE(records->verifications.size(), 1); // as of "archive verify"
        const ArchiveVerification kept = records->verifications.constFirst();
        QCOMPARE(kept.place, QStringLiteral("vault"));
        QCOMPARE(kept.outcome == ArchiveVerification::Outcome::Same, found == "found");
    }

    void aLookIsKeptAsNoReading()
    {
        const Command command({QStringLiteral("archive"), QStringLiteral("confirm")}, options(QStringLiteral("vault")));
        HandOverServer server;
        server.answerFor(*command.workspace);
        server.set("ended");
        addVault(command);
        QVERIFY(command.workspace->handOvers().ask(placesRun, CancelToken()));
        const VerbResult asked = command.run();
        QVERIFY2(asked, why(asked).constData());
        QVERIFY(command.workspace->catalogue()->verifications.isEmpty());
    }

    void handOversAreListed()
    {
        const Command command({QStringLiteral("archive"), QStringLiteral("places")},
                              {{QStringLiteral("run"), placesRun}});
        HandOverServer server;
        server.answerFor(*command.workspace);
        server.set("ended");
        const VerbResult listed = command.run();
        QVERIFY2(listed, why(listed).constData());
        QCOMPARE(listed->json.array().size(), 1);
        QCOMPARE(listed->json.array().at(0).toObject().value(u"place").toString(), QStringLiteral("vault"));
        QVERIFY2(listed->text.contains(QLatin1String("vault")), qPrintable(listed->text));
    }

    void bothAreNamed()
    {
        for (const char *verb : {"hand-over", "confirm", "stop-hand-over"}) {
            const Command command({QStringLiteral("archive"), QLatin1String(verb)},
                                  {{QStringLiteral("run"), placesRun}});
            const VerbResult refused = command.run();
            QVERIFY2(!refused, verb);
            QCOMPARE(refused.error().kind, ErrorKind::BadInput);
            QVERIFY(command.workspace->hosts.calls().isEmpty());
        }
    }
};

NIGHTKEEP_TEST(TstPlacesVerbs, unit, Core)
#include "tst_placesverbs.moc"
