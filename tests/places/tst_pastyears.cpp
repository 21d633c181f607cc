// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archiveyears.h"
#include "models/requests/requesttext.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Nightkeep;
using Samples::why;

namespace {

const QString pastPlace = QStringLiteral("tsm");

HandOver pastHandOver(const ArchiveRecord &summer, HandOverState state)
{
    HandOver handOver;
    handOver.run = summer.run.id;
    handOver.place = pastPlace;
    handOver.where = QStringLiteral("storage manager, /data/archive/moodle-2008-summer.tar");
    handOver.state = state;
    handOver.description = QStringLiteral("Nightkeep archive of summer");
    handOver.startedAt = summer.run.startedAt;
    handOver.confirmedAt = summer.run.startedAt.addDays(1);
    handOver.askedAt = handOver.confirmedAt;
    return handOver;
}

Promise pastPromise(Agreement::State agreed)
{
    Promise promise;
    promise.key = promiseKey(PromiseSubject::Archives, PromiseSide::AtMost);
    promise.subject = PromiseSubject::Archives;
    promise.side = PromiseSide::AtMost;
    promise.figure = 2;
    promise.unit = PromiseUnit::Years;
    promise.agreement.state = agreed;
    return promise;
}

} // namespace

/// Copies of archives that are there for longer than was agreed, and what ends them.
class TstPastYears : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeWorkspace> m_workspace;

    [[nodiscard]] ArchiveRecord summer() const { return m_workspace->archiveStore.archiveRuns()->first(); }
    void keep(HandOverState state) { QVERIFY(m_workspace->handOverStore.saveHandOver(pastHandOver(summer(), state))); }
    void agree(int years)
    {
        ArchivePlace place;
        place.name = pastPlace;
        place.keepYears = years;
        QVERIFY(m_workspace->handOvers().savePlace(place, std::nullopt));
    }
    [[nodiscard]] WorkspaceReading reading(int yearsLater) const
    {
        WorkspaceReading made = readWorkspace(*m_workspace);
        made.now = made.now.addYears(yearsLater);
        return made;
    }

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        m_workspace->fillSmallEstate();
    }
    void cleanup() { m_workspace.reset(); }

    void whatIsPastItsYears_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("ofThePlace"); // years; 0: there is no such place
        QTest::addColumn<int>("ofTheServer"); // 0: nothing was agreed with the storage team
        QTest::addColumn<int>("promised"); // Agreement::State; -1: nothing was
        QTest::addColumn<int>("yearsLater");
        QTest::addColumn<QStringList>("places");
        const auto row = [](const char *name, HandOverState state, int ofThePlace, int ofTheServer, int promised,
                            int yearsLater, const QStringList &places) {
            QTest::newRow(name) << int(state) << ofThePlace << ofTheServer << promised << yearsLater << places;
        };
        const auto agreed = int(Agreement::State::Agreed);
        const HandOverState confirmed = HandOverState::Confirmed;
        row("nothing agreed", confirmed, -1, 0, -1, 50, {});
        row("within the place's years", confirmed, 3, 0, -1, 2, {});
        row("past the place's years", confirmed, 3, 0, -1, 3, {pastPlace});
        row("the place's years come first", confirmed, 9, 1, -1, 3, {});
        row("past the server's years", confirmed, -1, 1, -1, 3, {pastPlace});
        row("of a place that was removed", confirmed, 0, 1, -1, 3, {pastPlace});
        row("past what was promised", confirmed, -1, 0, agreed, 3, {QString(), pastPlace});
        row("only to be promised", confirmed, -1, 0, int(Agreement::State::ToBeAgreed), 3, {});
        row("the earliest counts", confirmed, 1, 0, agreed, 1, {pastPlace});
        row("nobody could ask", HandOverState::Unknown, 1, 0, -1, 3, {pastPlace});
        row("altered there", HandOverState::Altered, 1, 0, -1, 3, {pastPlace});
        row("never came there", HandOverState::Failed, 1, 0, -1, 3, {});
        row("missing there", HandOverState::Missing, 1, 0, -1, 3, {});
        row("deleted there", HandOverState::Deleted, 1, 0, -1, 3, {});
    }
    void whatIsPastItsYears()
    {
        QFETCH(int, state);
        QFETCH(int, ofThePlace);
        QFETCH(int, ofTheServer);
        QFETCH(int, promised);
        QFETCH(int, yearsLater);
        QFETCH(QStringList, places);
        keep(HandOverState(state));
        if (ofThePlace != 0)
            agree(ofThePlace);
        WorkspaceReading made = reading(yearsLater);
        for (ServerRow &row : *made.servers) {
            if (row.server.name == summer().run.server && ofTheServer > 0)
                row.server.decisions.archive.keepYears = ofTheServer;
        }
        if (promised >= 0) {
            PromiseVerdict verdict;
            verdict.promise = pastPromise(Agreement::State(promised));
            (*made.retention)[0].promises << verdict;
        }
        const Result<QList<CopyPastYears>> copies = copiesPastYears(made);
        QVERIFY2(copies, why(copies).constData());
        QStringList found;
        for (const CopyPastYears &copy : *copies) {
            found << copy.place;
            QVERIFY(!copy.reason.isEmpty());
            QCOMPARE(copy.request.has_value(), !copy.place.isEmpty()); // the storage manager's
        }
        found.sort();
        QCOMPARE(found, places);
        QCOMPARE(pastYearsFindings(*copies).size(), places.size());
        QCOMPARE(pastYearsAnswer(*copies).state, places.isEmpty() ? State::Good : State::Attention);
    }

    void whatMayBeOnItsServerCounts_data()
    {
        QTest::addColumn<int>("copy");
        QTest::addColumn<bool>("isMoved");
        QTest::addColumn<int>("found");
        QTest::newRow("in its place") << int(ArchiveCopy::InPlace) << false << 1;
        QTest::newRow("altered") << int(ArchiveCopy::Altered) << false << 1;
        QTest::newRow("came back") << int(ArchiveCopy::Returned) << false << 1;
        QTest::newRow("not known") << int(ArchiveCopy::Unknown) << false << 1;
        QTest::newRow("not known, and moved") << int(ArchiveCopy::Unknown) << true << 0;
        QTest::newRow("gone") << int(ArchiveCopy::Gone) << false << 0;
    }
    void whatMayBeOnItsServerCounts()
    {
        QFETCH(int, copy);
        QFETCH(bool, isMoved);
        QFETCH(int, found);
        ArchiveRecord record = summer();
        record.status.copy = ArchiveCopy(copy);
        if (isMoved)
            record.moved = ArchiveNote {QStringLiteral("tape 7"), QStringLiteral("anna"), record.run.startedAt};
        QVERIFY(m_workspace->archiveStore.saveArchiveRun(record));
        WorkspaceReading made = reading(3);
        PromiseVerdict verdict;
        verdict.promise = pastPromise(Agreement::State::Agreed);
        (*made.retention)[0].promises << verdict;
        const Result<QList<CopyPastYears>> copies = copiesPastYears(made);
        QVERIFY2(copies, why(copies).constData());
        QCOMPARE(copies->size(), found);
    }

    /// From the finding to the request, and from the deletion back to no finding.
    void theStorageTeamIsAskedAndTheDeletionRecorded()
    {
        keep(HandOverState::Confirmed);
        agree(1);
        QList<CopyPastYears> copies = *copiesPastYears(reading(3));
        QCOMPARE(copies.size(), 1);
        const QList<ProposedItem> proposed = proposedDeletions(copies);
        QCOMPARE(proposed.size(), 1);
        QVERIFY(proposed.first().chosen);
        HandOver behindALink = pastHandOver(summer(), HandOverState::Confirmed);
        behindALink.path = "/srv/disk2/archive/moodle-2008-summer.tar"; // as the storage manager knows it
        QCOMPARE(deletionRequest(summer().run, behindALink, {}).folder, behindALink.path);
        StorageRequest request;
        request.items = {proposed.first().item};
        const QString text = requestText(request);
        for (const char *part : {"Please delete from the archive", "/data/archive/moodle-2008-summer.tar",
                                 "Nightkeep archive of summer", "2009-09-01"})
            QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
        QVERIFY2(requestSubject(request).contains(QStringLiteral("archive")), qPrintable(requestSubject(request)));
        QVERIFY(QString::fromUtf8(requestHtml(request)).contains(QStringLiteral("Nightkeep archive of summer")));
        QVERIFY(m_workspace->requests().markSent(request, SendingWay::Copied));

        copies = *copiesPastYears(reading(3));
        QVERIFY(copies.first().askedAt.isValid());
        QVERIFY(!proposedDeletions(copies).first().chosen); // once is enough
        QVERIFY(pastYearsFindings(copies).first().advice.contains(QStringLiteral("was asked on")));

        const Result<HandOver> noted =
            m_workspace->keeping().noteDeleted(summer().run.id, QStringLiteral("TSM"), QStringLiteral("ticket 4711"));
        QVERIFY2(noted, why(noted).constData());
        QVERIFY(!noted->warning);
        const HandOver stored = m_workspace->handOverStore.handOvers()->first();
        QCOMPARE(stored.state, HandOverState::Deleted);
        QCOMPARE(stored.deleted->text, QStringLiteral("ticket 4711"));
        QVERIFY(!stored.deleted->by.isEmpty());
        QCOMPARE(stored.deleted->at, m_workspace->time.now().toUTC());
        QVERIFY(copiesPastYears(reading(3))->isEmpty());
        const StorageRequest closed = m_workspace->requests().requests()->first();
        QVERIFY(!closed.isOpen());
        QCOMPARE(closed.items.first().state, RequestItem::State::Done);
        QCOMPARE(m_workspace->audit().entries(QStringLiteral("archive.deleted"))->size(), 1);
        QVERIFY(HandOverService::findings({summer()}, {stored}, m_workspace->time.now()).isEmpty());
    }

    void whatIsHeldIsNotProposed_data()
    {
        QTest::addColumn<QString>("archiveSite"); // empty: the estate's
        QTest::addColumn<bool>("isOfTheSite"); // else a case of no one site
        QTest::newRow("a course") << QString() << true;
        QTest::newRow("a course of a site that is in the matrix no more") << QStringLiteral("moodle-1.5") << true;
        QTest::newRow("a case") << QString() << false;
    }
    void whatIsHeldIsNotProposed()
    {
        QFETCH(QString, archiveSite);
        QFETCH(bool, isOfTheSite);
        ArchiveRecord made = summer();
        const QString site = archiveSite.isEmpty() ? made.run.request.site : archiveSite;
        made.run.request.site = site;
        QVERIFY(m_workspace->archiveStore.saveArchiveRun(made));
        keep(HandOverState::Confirmed);
        agree(1);
        LegalHold hold;
        hold.site = isOfTheSite ? site : QString();
        hold.course = isOfTheSite ? 33 : 0;
        hold.reason = QStringLiteral("an appeal");
        hold.by = QStringLiteral("jessica");
        hold.since = m_workspace->time.now();
        hold.reviewOn = m_workspace->time.now().date().addDays(30);
        QVERIFY(m_workspace->retentionStore.addLegalHold(hold));
        const QList<CopyPastYears> copies = *copiesPastYears(reading(3));
        QVERIFY(copies.first().isHeld);
        QVERIFY(!proposedDeletions(copies).first().chosen);
        QVERIFY(pastYearsFindings(copies).first().advice.contains(QStringLiteral("held")));
    }

    void theLastCopyIsNotProposedByItself()
    {
        ArchiveRecord gone = summer();
        gone.status.copy = ArchiveCopy::Gone;
        QVERIFY(m_workspace->archiveStore.saveArchiveRun(gone));
        keep(HandOverState::Confirmed);
        agree(1);
        QList<CopyPastYears> copies = *copiesPastYears(reading(3));
        QCOMPARE(copies.size(), 1);
        QVERIFY(copies.first().isLast);
        QVERIFY(!proposedDeletions(copies).first().chosen);
        QVERIFY(pastYearsFindings(copies).first().advice.contains(QStringLiteral("No other copy")));

        HandOver other = pastHandOver(summer(), HandOverState::Confirmed);
        other.place = QStringLiteral("vault");
        other.kind = PlaceKind::Folder;
        QVERIFY(m_workspace->handOverStore.saveHandOver(other));
        copies = *copiesPastYears(reading(3));
        QCOMPARE(copies.size(), 1);
        QVERIFY(!copies.first().isLast);
        QVERIFY(proposedDeletions(copies).first().chosen);
    }

    void whatCannotBeRecordedIsNot_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("how");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, HandOverState state, const char *place, const char *how, ErrorKind kind) {
            QTest::newRow(name) << int(state) << QString::fromLatin1(place) << QString::fromLatin1(how) << int(kind);
        };
        row("nothing said", HandOverState::Confirmed, "tsm", " ", ErrorKind::BadInput);
        row("no such place", HandOverState::Confirmed, "vault", "gone", ErrorKind::NotFound);
        row("being handed over", HandOverState::Working, "tsm", "gone", ErrorKind::Busy);
        row("never came there", HandOverState::Failed, "tsm", "gone", ErrorKind::NotFound);
        row("recorded before", HandOverState::Deleted, "tsm", "gone", ErrorKind::BadInput);
    }
    void whatCannotBeRecordedIsNot()
    {
        QFETCH(int, state);
        QFETCH(QString, place);
        QFETCH(QString, how);
        QFETCH(int, kind);
        keep(HandOverState(state));
        const Result<HandOver> noted = m_workspace->keeping().noteDeleted(summer().run.id, place, how);
        QVERIFY(!noted);
        QCOMPARE(int(noted.error().kind), kind);
        QVERIFY(!m_workspace->handOverStore.handOvers()->first().deleted);
        QVERIFY(m_workspace->audit().entries(QStringLiteral("archive.deleted"))->isEmpty());
    }

    void whatCouldNotBeReadIsSaid()
    {
        m_workspace->handOverStore.setFailure(Error {ErrorKind::Damaged, QStringLiteral("no")});
        m_workspace->catalogueStore.setFailure(Error {ErrorKind::Damaged, QStringLiteral("no")});
        QVERIFY(!copiesPastYears(reading(1)));
        QVERIFY(!m_workspace->keeping().mayRemoveLocal(summer().run.id));
    }
};

NIGHTKEEP_TEST(TstPastYears, unit, Core)
#include "tst_pastyears.moc"
