// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/requests/proposaltable.h"
#include "models/requests/requeststable.h"
#include "tests/support/printedtable.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;
using Tester = QAbstractItemModelTester;

namespace {

const QDateTime now(QDate(2008, 11, 18), QTime(15, 0), QTimeZone::utc());

RequestItem folderItem(const char *server, RequestItem::Kind kind, const BytePath &folder)
{
    RequestItem item;
    item.kind = kind;
    item.server = QString::fromLatin1(server);
    item.folder = folder;
    item.reason = QStringLiteral("because");
    return item;
}

RequestItem question()
{
    RequestItem item;
    item.kind = RequestItem::Kind::Question;
    item.text = QStringLiteral("How\nlong?");
    return item;
}

QList<ProposedItem> proposals()
{
    return {{folderItem("a.example", RequestItem::Kind::AddFolder, "/d\n"), true, {}},
            {folderItem("a.example", RequestItem::Kind::ReachFolder, "/e"), false, now.addDays(-3)},
            {folderItem("b.example", RequestItem::Kind::DropFolder, "/f"), false, {}},
            {question(), false, {}}};
}

StorageRequest request(qint64 id, int daysAgo)
{
    StorageRequest made;
    made.id = id;
    made.sentAt = now.addDays(-daysAgo);
    made.sentBy = QStringLiteral("zcabc12@workspace");
    made.way = SendingWay::Copied;
    made.items = {folderItem("a.example", RequestItem::Kind::AddFolder, "/d"), question()};
    return made;
}

} // namespace

class TstRequestModels : public QObject
{
    Q_OBJECT

private slots:
    void proposalsAreChecked()
    {
        ColumnTable model(ProposalTable::description());
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setRows(ProposalTable::rows(proposals()), now);
        QCOMPARE(printedTable(model),
                 QStringList({QStringLiteral("[x] a.example | add to the backup | /d\\n | because | "),
                              QStringLiteral("[ ] a.example | why it is not reached | /e | because | ")
                                  + model.index(1, ProposalTable::AskedColumn).data().toString(),
                              QStringLiteral("[ ] b.example | drop from the backup | /f | because | "),
                              QStringLiteral("[ ] all | answer | How\\nlong? |  | ")}));
        QVERIFY(!model.index(1, ProposalTable::AskedColumn).data().toString().isEmpty());
        QCOMPARE(ProposalTable::chosenItems(model.rows()), QList<RequestItem> {proposals().at(0).item});

        const QModelIndex third = model.index(2, ProposalTable::ServerColumn);
        QVERIFY(model.flags(third).testFlag(Qt::ItemIsUserCheckable));
        QVERIFY(model.setData(third, Qt::Checked, Qt::CheckStateRole));
        QVERIFY(!model.setData(model.index(2, ProposalTable::AskColumn), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(!model.setData(third, QStringLiteral("x"), Qt::EditRole));
        QCOMPARE(ProposalTable::chosenItems(model.rows()).size(), 2);
        model.setAllChecked(false);
        QCOMPARE(ProposalTable::chosenItems(model.rows()), QList<RequestItem>());
        model.setAllChecked(true);
        QCOMPARE(ProposalTable::chosenItems(model.rows()).size(), 4);
        QVERIFY(changed.size() >= 3);
        QList<ProposedItem> lastChosen = proposals();
        for (ProposedItem &proposal : lastChosen)
            proposal.chosen = proposal.item == proposals().at(2).item;
        model.setRows(ProposalTable::rows(lastChosen), now);
        QCOMPARE(model.index(0, ProposalTable::SubjectColumn).data().toString(), QStringLiteral("/f"));
        QCOMPARE(model.index(1, ProposalTable::ServerColumn).data().toString(), QStringLiteral("a.example"));
        model.setRows({}, now);
        QCOMPARE(model.rowCount(), 0);
        model.setAllChecked(true);
        for (int column = 0; column < ProposalTable::ColumnCount; ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
    }

    void aRowForEachItem()
    {
        ColumnTable model(RequestsTable::description());
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        StorageRequest old = request(1, 20);
        old.items[1].state = RequestItem::State::Withdrawn;
        old.items[1].endedAt = now.addDays(-2);
        old.items[1].endedWhy = QStringLiteral("told\nus");
        StorageRequest fresh = request(2, 1);
        fresh.items[0].state = RequestItem::State::Done;
        fresh.items[0].endedAt = now.addSecs(-60 * 14);
        fresh.items[0].endedWhy = QStringLiteral("It is in the domain.");
        model.setRows(RequestsTable::rows({old, fresh}), now);
        QCOMPARE(printedTable(model,
                              {RequestsTable::NumberColumn, RequestsTable::StateColumn, RequestsTable::ServerColumn,
                               RequestsTable::AskedColumn, RequestsTable::EndColumn, RequestsTable::WayColumn}),
                 QStringList({
                     QStringLiteral("2 | [good] done | a.example | add /d on a | "
                                    "Seen done 14 minutes ago: It is in the domain. | copied"),
                     QStringLiteral("2 | [working] open |  | answer: How\\nlong? |  | copied"),
                     QStringLiteral("1 | [attention] open | a.example | add /d on a | because | copied"),
                     QStringLiteral("1 | [unknown] withdrawn |  | answer: How\\nlong? | ")
                         + model.index(3, RequestsTable::EndColumn).data().toString() + QStringLiteral(" | copied"),
                 }));
        QVERIFY(model.index(3, RequestsTable::EndColumn).data().toString().endsWith(QStringLiteral("told\\nus")));
        QCOMPARE(model.index(2, 0).data(KeyRole).toString(), QStringLiteral("1/0"));
        QCOMPARE(model.find(QStringLiteral("1/1"))->asked().text, QStringLiteral("How\nlong?"));
        QCOMPARE(model.index(0, RequestsTable::SentColumn).data(SortRole).toDateTime(), fresh.sentAt);
        QCOMPARE(model.index(0, RequestsTable::NumberColumn).data(SortRole).toLongLong(), 2);
        QVERIFY(!model.index(1, RequestsTable::ServerColumn).data(SortRole).isValid());

        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        old.items[0].state = RequestItem::State::Withdrawn;
        model.setRows(RequestsTable::rows({old, fresh, request(3, 0)}), now.addSecs(60));
        QCOMPARE(model.rowCount(), 6);
        model.setRows(RequestsTable::rows({fresh}), now);
        QCOMPARE(model.rowCount(), 2);
        model.setRows({}, now);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(reset.size(), 0);
        for (int column = 0; column < RequestsTable::ColumnCount; ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
    }

    void answers()
    {
        const PageAnswer none = requestsAnswer({}, now);
        QVERIFY(none.sentence.startsWith(QStringLiteral("Nothing has been asked")));
        QCOMPARE(none.state, State::Unknown); // nothing asked is nothing done
        StorageRequest closed = request(1, 20);
        for (RequestItem &item : closed.items)
            item.state = RequestItem::State::Withdrawn;
        const PageAnswer done = requestsAnswer({closed}, now);
        QVERIFY(done.sentence.startsWith(QStringLiteral("All that was asked")) && done.state == State::Good);
        const PageAnswer open = requestsAnswer({closed, request(2, 16), request(3, 1)}, now);
        QVERIFY2(open.sentence.startsWith(QStringLiteral("2 of 3 requests are open")), qPrintable(open.sentence));
        QCOMPARE(open.state, State::Working);
    }
};

NIGHTKEEP_TEST(TstRequestModels, unit, Core)
#include "tst_requestmodels.moc"
