// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which copy is to be read next, and what is told of those that nobody reads or that are not what was signed.
#include "models/catalogue/prooftables.h"
#include "models/catalogue/verificationservice.h"
#include "tests/support/testmain.h"

#include <QTimeZone>
#include <QtTest>

using namespace Nightkeep;

namespace {

const QDateTime dueNow(QDate(2026, 6, 1), QTime(12, 0), QTimeZone::utc());

QDateTime daysAgo(int days)
{
    return dueNow.addDays(-days);
}

ArchiveRecord dueRun(const QString &id, int finishedDaysAgo, ArchiveCopy copy = ArchiveCopy::InPlace)
{
    ArchiveRecord record;
    record.run.id = id;
    record.run.request.name = id;
    record.status.state = ArchiveState::Complete;
    record.status.copy = copy;
    record.status.sha256 = QByteArray(64, 'a');
    record.status.finishedAt = daysAgo(finishedDaysAgo);
    return record;
}

ArchiveVerification dueReading(const QString &run, const QString &place, int days,
                               ArchiveVerification::Outcome outcome = ArchiveVerification::Outcome::Same)
{
    ArchiveVerification reading;
    reading.run = run;
    reading.place = place;
    reading.at = daysAgo(days);
    reading.outcome = outcome;
    return reading;
}

HandOver dueHandOver(const QString &run, const QString &place, HandOverState state = HandOverState::Confirmed)
{
    HandOver handOver;
    handOver.run = run;
    handOver.place = place;
    handOver.state = state;
    handOver.confirmedAt = daysAgo(5);
    return handOver;
}

QStringList kindsOf(const QList<Finding> &findings)
{
    QStringList kinds;
    for (const Finding &finding : findings)
        kinds << finding.kind;
    return kinds;
}

} // namespace

class TstVerificationDue : public QObject
{
    Q_OBJECT

private slots:
    void whatWasLongestNotReadComesFirst();
    void allAreReadInSoManyRounds_data();
    void allAreReadInSoManyRounds();
    void whatCannotBeReadKeepsNothingWaiting();
    void aLookIsNoReading_data();
    void aLookIsNoReading();
    void oldReadingsAreFindings_data();
    void oldReadingsAreFindings();
    void whatHasExpiredProvesNothing();
    void whatCameBackWasNotRead();
    void signaturesAreFindings_data();
    void signaturesAreFindings();
    void aCopyThatDiffersIsAFindingUntilItIsReadAgain();
    void aCopyWithoutAHashIsNotProven();
};

void TstVerificationDue::whatWasLongestNotReadComesFirst()
{
    const QList<ArchiveRecord> runs {dueRun(QStringLiteral("a"), 100), dueRun(QStringLiteral("b"), 300),
                                     dueRun(QStringLiteral("gone"), 900, ArchiveCopy::Gone),
                                     dueRun(QStringLiteral("read"), 900)};
    CatalogueRecords records;
    records.handOvers = {dueHandOver(QStringLiteral("a"), QStringLiteral("tsm")),
                         dueHandOver(QStringLiteral("a"), QStringLiteral("failed"), HandOverState::Failed)};
    records.verifications = {
        dueReading(QStringLiteral("read"), {}, 10),
        dueReading(QStringLiteral("b"), {}, 3, ArchiveVerification::Outcome::Failed) // it was not read then
    };
    const QList<VerificationService::Due> due = VerificationService::due(runs, records, 1);
    const QList<VerificationService::Due> wanted {{QStringLiteral("a"), QStringLiteral("tsm"), {}},
                                                  {QStringLiteral("a"), {}, daysAgo(100)},
                                                  {QStringLiteral("read"), {}, daysAgo(10)},
                                                  {QStringLiteral("b"), {}, daysAgo(300)}}; // was tried lately
    QCOMPARE(due.size(), wanted.size());
    for (qsizetype i = 0; i < due.size(); ++i)
        QVERIFY2(due.at(i) == wanted.at(i), qPrintable(due.at(i).run + due.at(i).place));
}

void TstVerificationDue::allAreReadInSoManyRounds_data()
{
    QTest::addColumn<int>("share");
    for (const int share : {1, 2, 5, 12, 100})
        QTest::addRow("%d", share) << share;
}

void TstVerificationDue::allAreReadInSoManyRounds()
{
    QFETCH(int, share);
    QList<ArchiveRecord> runs;
    for (int i = 0; i < 23; ++i)
        runs.append(dueRun(QStringLiteral("run%1").arg(i), 200 + i));
    CatalogueRecords records;
    QSet<QString> read;
    for (int round = 0; round < share; ++round) {
        for (const VerificationService::Due &each : VerificationService::due(runs, records, share)) {
            read.insert(each.run);
            records.verifications.prepend(dueReading(each.run, each.place, 100 - round));
        }
    }
    QCOMPARE(read.size(), runs.size());
}

void TstVerificationDue::whatCannotBeReadKeepsNothingWaiting()
{
    QList<ArchiveRecord> runs;
    for (int i = 0; i < 6; ++i)
        runs.append(dueRun(QStringLiteral("run%1").arg(i), 300 - i));
    CatalogueRecords records;
    const QString lost = QStringLiteral("run0");
    QSet<QString> read;
    int tries = 0;
    for (int round = 0; round < 6; ++round) {
        for (const VerificationService::Due &each : VerificationService::due(runs, records, 6)) {
            tries += each.run == lost ? 1 : 0;
            if (each.run != lost)
                read.insert(each.run);
            records.verifications.prepend(dueReading(each.run, each.place, 100 - round,
                                                     each.run == lost ? ArchiveVerification::Outcome::Failed
                                                                      : ArchiveVerification::Outcome::Same));
        }
    }
    QCOMPARE(read.size(), runs.size() - 1);
    QCOMPARE(tries, 6); // and it is not forgotten
}

void TstVerificationDue::aLookIsNoReading_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("handedOver"); // days ago
    QTest::addColumn<bool>("isFinding");
    // The hash is kept from whenever it was read; its name is looked for every day.
    QTest::newRow("storage manager") << int(PlaceKind::StorageManager) << 30 << true;
    QTest::newRow("server, lately") << int(PlaceKind::SshServer) << 30 << false;
    QTest::newRow("server, long ago") << int(PlaceKind::SshServer) << 900 << true;
    QTest::newRow("folder, long ago") << int(PlaceKind::Folder) << 900 << true;
}

void TstVerificationDue::aLookIsNoReading()
{
    QFETCH(int, kind);
    QFETCH(int, handedOver);
    QFETCH(bool, isFinding);
    HandOver handOver = dueHandOver(QStringLiteral("a"), QStringLiteral("elsewhere"));
    handOver.kind = PlaceKind(kind);
    handOver.sha256 = QByteArray(64, 'a');
    handOver.startedAt = daysAgo(handedOver);
    handOver.confirmedAt = daysAgo(1);
    CatalogueRecords records;
    records.handOvers = {handOver};
    QCOMPARE(
        kindsOf(VerificationService::findings({dueRun(QStringLiteral("a"), 900, ArchiveCopy::Gone)}, records, dueNow)),
        isFinding ? QStringList {QStringLiteral("archive-unread")} : QStringList());
}

void TstVerificationDue::oldReadingsAreFindings_data()
{
    QTest::addColumn<int>("finished");
    QTest::addColumn<int>("readAtPlace"); // days ago; -1: never
    QTest::addColumn<bool>("isFinding");
    QTest::newRow("new") << 10 << -1 << false;
    QTest::newRow("a year old") << 400 << -1 << false;
    QTest::newRow("older") << 401 << -1 << true;
    QTest::newRow("read at a place") << 900 << 30 << false;
    QTest::newRow("read there long ago") << 900 << 500 << true;
}

void TstVerificationDue::oldReadingsAreFindings()
{
    QFETCH(int, finished);
    QFETCH(int, readAtPlace);
    QFETCH(bool, isFinding);
    CatalogueRecords records;
    records.handOvers = {dueHandOver(QStringLiteral("a"), QStringLiteral("tsm"))};
    if (readAtPlace >= 0)
        records.verifications = {dueReading(QStringLiteral("a"), QStringLiteral("tsm"), readAtPlace)};
    const QList<Finding> findings =
        VerificationService::findings({dueRun(QStringLiteral("a"), finished)}, records, dueNow);
    QCOMPARE(kindsOf(findings), isFinding ? QStringList {QStringLiteral("archive-unread")} : QStringList());
}

void TstVerificationDue::whatHasExpiredProvesNothing()
{
    CatalogueRecords records;
    records.handOvers = {dueHandOver(QStringLiteral("a"), QStringLiteral("tsm"))};
    records.verifications = {dueReading(QStringLiteral("a"), QStringLiteral("tsm"), 30)};
    const QList<ArchiveRecord> runs {dueRun(QStringLiteral("a"), 900)};
    records.handOvers.first().expiry = {Expiry::Kind::OnDay, dueNow.date()};
    QCOMPARE(kindsOf(VerificationService::findings(runs, records, dueNow)), QStringList());
    records.handOvers.first().expiry.day = dueNow.date().addDays(-1);
    QCOMPARE(kindsOf(VerificationService::findings(runs, records, dueNow)),
             QStringList {QStringLiteral("archive-unread")});
}

void TstVerificationDue::whatCameBackWasNotRead()
{
    const QList<ArchiveRecord> runs {dueRun(QStringLiteral("a"), 10),
                                     dueRun(QStringLiteral("b"), 5, ArchiveCopy::Returned)};
    CatalogueRecords records;
    records.verifications = {dueReading(QStringLiteral("b"), {}, 3)}; // before it went
    QCOMPARE(VerificationService::due(runs, records, 2).value(0).run, QStringLiteral("b"));
    QCOMPARE(kindsOf(VerificationService::findings(runs, records, dueNow)),
             QStringList {QStringLiteral("archive-unread")});
}

void TstVerificationDue::signaturesAreFindings_data()
{
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QString>("kind");
    QTest::newRow("not known") << int(SignatureVerdict::NotKnown) << QString();
    QTest::newRow("not signed") << int(SignatureVerdict::NotSigned) << QString();
    QTest::newRow("good") << int(SignatureVerdict::Good) << QString();
    QTest::newRow("unknown signer") << int(SignatureVerdict::UnknownSigner) << QStringLiteral("archive-signer-unknown");
    QTest::newRow("bad") << int(SignatureVerdict::Bad) << QStringLiteral("archive-signature-bad");
}

void TstVerificationDue::signaturesAreFindings()
{
    QFETCH(int, verdict);
    QFETCH(QString, kind);
    CatalogueRecords records;
    ManifestSignature signature;
    signature.run = QStringLiteral("a");
    signature.verdict = SignatureVerdict(verdict);
    signature.reason = QStringLiteral("why");
    records.signatures = {signature};
    const QList<Finding> findings = VerificationService::findings({dueRun(QStringLiteral("a"), 5)}, records, dueNow);
    QCOMPARE(kindsOf(findings), kind.isEmpty() ? QStringList() : QStringList {kind});
    for (const Finding &finding : findings) {
        QCOMPARE(finding.object, QStringLiteral("a"));
        QCOMPARE(finding.reason, QStringLiteral("why"));
        QVERIFY(!finding.title.isEmpty() && !finding.advice.isEmpty());
    }
}

void TstVerificationDue::aCopyThatDiffersIsAFindingUntilItIsReadAgain()
{
    CatalogueRecords records;
    const QString run = QStringLiteral("a");
    const QString place = QStringLiteral("second");
    records.verifications = {dueReading(run, place, 3, ArchiveVerification::Outcome::Differs)};
    QCOMPARE(kindsOf(VerificationService::findings({dueRun(run, 5)}, records, dueNow)),
             QStringList {QStringLiteral("archive-copy-differs")});
    records.verifications.prepend(dueReading(run, place, 2, ArchiveVerification::Outcome::Failed));
    QCOMPARE(VerificationService::findings({dueRun(run, 5)}, records, dueNow).size(), 1);
    HandOver anew = dueHandOver(run, place);
    anew.startedAt = daysAgo(4); // before it was read
    records.handOvers = {anew};
    QCOMPARE(VerificationService::findings({dueRun(run, 5)}, records, dueNow).size(), 1);
    records.handOvers[0].startedAt = daysAgo(2); // it is another copy by now
    QCOMPARE(VerificationService::findings({dueRun(run, 5)}, records, dueNow).size(), 0);
    records.handOvers.clear();
    records.verifications.prepend(dueReading(run, place, 1));
    QCOMPARE(VerificationService::findings({dueRun(run, 5)}, records, dueNow).size(), 0);
}

void TstVerificationDue::aCopyWithoutAHashIsNotProven()
{
    ArchivedFile file;
    QCOMPARE(takenOutAnswer(file.sha256).state, State::Unknown);
    file.sha256 = QByteArray(64, 'a');
    QCOMPARE(takenOutAnswer(file.sha256).state, State::Good);
}

NIGHTKEEP_TEST(TstVerificationDue, unit, Core)
#include "tst_verificationdue.moc"
