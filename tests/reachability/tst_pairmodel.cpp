// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reachability/pairtable.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

class TstPairModel : public QObject
{
    Q_OBJECT

private:
    const QDateTime m_now {QDate(2008, 11, 29), QTime(9, 14), QTimeZone::utc()};

    [[nodiscard]] DatabaseAnswer answer(const QString &server, const QString &version) const
    {
        DatabaseAnswer answer;
        answer.server = server;
        answer.askedAt = m_now.addSecs(-120);
        answer.version = parseDatabaseVersion(version);
        answer.serverId = 7;
        answer.channels = QList<ReplicationChannel>();
        return answer;
    }
    [[nodiscard]] static QStringList lineOf(const PairTable &model, const QString &key)
    {
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex first = model.index(row, PairTable::FactColumn);
            if (first.data(KeyRole).toString() == key)
                return {first.data(StateRole).isValid() ? stateWord(State(first.data(StateRole).toInt()))
                                                        : QStringLiteral("-"),
                        first.siblingAtColumn(PairTable::OneColumn).data().toString(),
                        first.siblingAtColumn(PairTable::OtherColumn).data().toString()};
        }
        return {};
    }

private slots:
    void factsStandSideBySide()
    {
        PairTable model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(model.rowCount(), 0);
        DatabaseAnswer b = answer(QStringLiteral("db-b"), QStringLiteral("5.0.51a"));
        ReplicationChannel channel;
        channel.sourceHost = QStringLiteral("db-a");
        channel.io = ReplicaThread::Running;
        channel.sql = ReplicaThread::Stopped;
        channel.errors = {QStringLiteral("first"), QStringLiteral("second\nline")};
        b.channels->append(channel);
        model.setPair(answer(QStringLiteral("db-a"), QStringLiteral("5.0.45-log")), b, m_now);
        QCOMPARE(model.headerData(PairTable::OneColumn, Qt::Horizontal).toString(), QStringLiteral("db-a"));
        QCOMPARE(model.headerData(PairTable::OtherColumn, Qt::Horizontal).toString(), QStringLiteral("db-b"));
        QCOMPARE(lineOf(model, QStringLiteral("version")),
                 QStringList({stateWord(State::Attention), QStringLiteral("MySQL 5.0.45 (5.0.45-log)"),
                              QStringLiteral("MySQL 5.0.51 (5.0.51a)")}));
        QCOMPARE(lineOf(model, QStringLiteral("role")).mid(1),
                 QStringList({QStringLiteral("follows nobody"), QStringLiteral("follows db-a")}));
        QCOMPARE(lineOf(model, QStringLiteral("replication")),
                 QStringList({stateWord(State::Bad), QString(), QStringLiteral("stopped")}));
        QCOMPARE(lineOf(model, QStringLiteral("fetching")).last(), QStringLiteral("running"));
        QCOMPARE(lineOf(model, QStringLiteral("lag")).last(), QStringLiteral("not known"));
        // What the server says is made visible: a line feed of its own makes no line.
        QCOMPARE(lineOf(model, QStringLiteral("errors")).last().count(u'\n'), 1);
        QCOMPARE(lineOf(model, QStringLiteral("readOnly")).last(), QStringLiteral("not known"));
        QCOMPARE(lineOf(model, QStringLiteral("asked")).last(), QStringLiteral("2 minutes ago"));
    }

    void whatIsNotKnownIsNeverGood()
    {
        PairTable model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        DatabaseAnswer away = answer(QStringLiteral("db-b"), QStringLiteral("5.0.45"));
        away.failure = Error {ErrorKind::Unreachable, QStringLiteral("It is away.")};
        model.setPair(answer(QStringLiteral("db-a"), QStringLiteral("5.0.45")), away, m_now);
        for (int row = 0; row < model.rowCount(); ++row) {
            const QVariant state = model.index(row, PairTable::FactColumn).data(StateRole);
            QVERIFY(!state.isValid() || State(state.toInt()) != State::Good);
        }
        QCOMPARE(lineOf(model, QStringLiteral("version")),
                 QStringList({stateWord(State::Unknown), QStringLiteral("MySQL 5.0.45 (5.0.45)"),
                              QStringLiteral("not known")}));
        QCOMPARE(lineOf(model, QStringLiteral("errors")).last(), QStringLiteral("It is away."));

        // A second asking changes the rows in place; clearing empties them.
        const int rows = model.rowCount();
        model.setPair(answer(QStringLiteral("db-a"), QStringLiteral("5.0.45")),
                      answer(QStringLiteral("db-b"), QStringLiteral("5.0.45")), m_now);
        QCOMPARE(model.rowCount(), rows);
        QCOMPARE(lineOf(model, QStringLiteral("version")).first(), stateWord(State::Good));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
};

NIGHTKEEP_TEST(TstPairModel, unit, Core)
#include "tst_pairmodel.moc"
