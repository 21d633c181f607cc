// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/agenda.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

const QDate minutesDay(2008, 11, 4);

Decision minutesDecision(qint64 number, const QString &text)
{
    Decision decision;
    decision.number = number;
    decision.item = QStringLiteral("question/%1").arg(number);
    decision.title = QStringLiteral("Question %1").arg(number);
    decision.on = minutesDay;
    decision.people = QStringLiteral("Ann, Bob");
    decision.text = text;
    return decision;
}

} // namespace

/// The minutes as they are read.
class TstMinutes : public QObject
{
    Q_OBJECT

private:
    /// Each found behind the one before.
    static QString firstMissing(const QString &text, const QStringList &parts)
    {
        qsizetype from = 0;
        for (const QString &part : parts) {
            const qsizetype at = text.indexOf(part, from);
            if (at < 0)
                return part + u'\n' + text;
            from = at + part.size();
        }
        return {};
    }

private slots:
    void whatWasDecidedInItsOrder()
    {
        Decision first = minutesDecision(1, QStringLiteral("Keep sixty nights."));
        first.before = QStringLiteral("30 days");
        first.after = QStringLiteral("60 days");
        first.reason = QStringLiteral("Disputes take two months.");
        Decision second = minutesDecision(2, QStringLiteral("Back both up."));
        second.people = QStringLiteral("Bob, Carol");
        Decision other = minutesDecision(3, QStringLiteral("Another day."));
        other.on = minutesDay.addDays(1);
        AgendaItem open;
        open.title = QStringLiteral("How long are archives kept?");
        const QString text = minutesOf(minutesDay, {other, second, first}, {open}); // newest first, as they are kept
        QCOMPARE(firstMissing(text,
                              {QStringLiteral("4 November 2008"), QStringLiteral("Ann, Bob, Carol"),
                               QStringLiteral("1. Question 1"), QStringLiteral("Keep sixty nights."),
                               QStringLiteral("30 days"), QStringLiteral("60 days"),
                               QStringLiteral("Disputes take two months."), QStringLiteral("2. Question 2"),
                               QStringLiteral("Back both up."), QStringLiteral("Still open"),
                               QStringLiteral("- How long are archives kept?")}),
                 QString());
        QVERIFY(!text.contains(QStringLiteral("Another day.")));
        QVERIFY(text.endsWith(u'\n'));
    }

    void whatWasTakenBackSaysSo()
    {
        Decision decision = minutesDecision(1, QStringLiteral("Keep sixty nights."));
        decision.takenBackBy = QStringLiteral("carol@desk");
        decision.takenBackAt = QDateTime(QDate(2008, 11, 6), QTime(9, 0), QTimeZone::utc());
        const QString text = minutesOf(minutesDay, {decision}, {});
        QCOMPARE(firstMissing(text,
                              {QStringLiteral("Keep sixty nights."), QStringLiteral("Taken back by carol@desk"),
                               QStringLiteral("6 November 2008")}),
                 QString());
        QVERIFY(text.contains(QStringLiteral("Nothing is open.")));
    }

    void aDayOnWhichNothingWasDecided()
    {
        const QString text = minutesOf(minutesDay.addDays(2), {minutesDecision(1, QStringLiteral("Yes."))}, {});
        QVERIFY2(text.contains(QStringLiteral("Nothing was decided")), qPrintable(text));
        QVERIFY(!text.contains(QStringLiteral("Present")));
    }

    void textFromOutsideStaysInItsLine()
    {
        const QString text = minutesOf(minutesDay, {minutesDecision(1, QStringLiteral("One\n2. Question 9"))}, {});
        QVERIFY2(!text.contains(QStringLiteral("\n2. ")), qPrintable(text));
    }
};

NIGHTKEEP_TEST(TstMinutes, unit, Core)
#include "tst_minutes.moc"
