// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/foldercoverage.h"
#include "tests/coverage/coveragefixture.h"
#include "tests/support/testmain.h"

#include <QtTest>

#include <algorithm>

using namespace CoverageFixture;

/// How much work the rules of one server may be.
class TstRuleWork : public QObject
{
    Q_OBJECT

private slots:
    void whatWasNotTriedIsUnknown();
    void manyFileSpacesAreNoMoreWork();
    void aLargeEstateIsTriedWhole();
    void longRulesAndPathsCountMore();

private:
    /// File spaces "/", "/data/0", "/data/1" and so on, with rules such as %1 makes of a number.
    static ServerSnapshot estate(int spaces, int rulesOfIt, const QString &rule)
    {
        QStringList names {QStringLiteral("/")};
        for (int i = 0; i < spaces; ++i)
            names += QStringLiteral("/data/%1").arg(i);
        QStringList list;
        for (int i = 0; i < rulesOfIt; ++i)
            list += rule.arg(i);
        const QString text = names.join(u' ');
        return snapshot(QStringLiteral("/:ext4"), text, text, list.join(u';'));
    }

    static QList<FolderPart> partsOf(const FolderCoverage &coverage)
    {
        return QList<FolderPart> {coverage.own} + coverage.below;
    }

    static qsizetype workOf(const FolderCoverage &coverage)
    {
        qsizetype work = 0;
        for (const FolderPart &part : partsOf(coverage))
            work += part.effect.work;
        return work;
    }
};

/// Whatever is allowed, a verdict is the one that all the work gives, or unknown.
void TstRuleWork::whatWasNotTriedIsUnknown()
{
    const ServerSnapshot seen = snapshot(QStringLiteral("/:ext4"), QStringLiteral("/"), QStringLiteral("/"),
                                         QStringLiteral("-dir /data/moodle/temp; - /data/moodle/config.php"));
    const Server asked = server(QStringLiteral("/"), QStringLiteral("/data/moodle /srv"));
    const QList<CoverageRow> whole = compareCoverage(asked, seen);
    QCOMPARE(whole.at(0).state, CoverageState::Partly);
    QCOMPARE(whole.at(1).state, CoverageState::Covered);

    const QList<CoverageRow> none = compareCoverage(asked, seen, 0);
    QCOMPARE(none.size(), whole.size());
    for (const CoverageRow &row : none) {
        QCOMPARE(row.state, CoverageState::Unknown);
        QCOMPARE(row.by, BytePath());
        QVERIFY(!row.rule);
        QVERIFY(!pageAndServerDisagree(row));
        QVERIFY2(row.reason.startsWith(QStringLiteral("Whether the client's include-exclude list keeps something of /"))
                     && row.reason.contains(QStringLiteral("not all of them were tried")),
                 qPrintable(row.reason));
    }

    int unknown = 0;
    int known = 0;
    for (qsizetype allowed = 0; allowed < 2000; allowed += 3) {
        const QList<CoverageRow> rows = compareCoverage(asked, seen, allowed);
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const bool isUnknown = rows.at(i).state == CoverageState::Unknown;
            ++(isUnknown ? unknown : known);
            QVERIFY2(isUnknown || rows.at(i).state == whole.at(i).state,
                     qPrintable(QStringLiteral("%1: %2").arg(QString::number(allowed), nameOf(rows.at(i).state))));
        }
        QVERIFY(rows.at(0).state != CoverageState::Unknown || rows.at(1).state == CoverageState::Unknown);
    }
    QVERIFY2(unknown > 2 && known > 2, qPrintable(QStringLiteral("%1 unknown, %2 known").arg(unknown).arg(known)));
}

/// 10,000 file spaces and 20,000 rules, which a compromised server may tell, were each held against each other:
/// minutes, each time that the folders were shown.
void TstRuleWork::manyFileSpacesAreNoMoreWork()
{
    constexpr qsizetype Allowed = 20'000;
    const Server asked = server({}, QStringLiteral("/data"));
    qsizetype tried = -1;
    for (const int spaces : {200, 400}) {
        const BackupExtent extent = backupExtent(asked, estate(spaces, 1000, QStringLiteral("- /data/%1/film.mp4")));
        qsizetype left = Allowed;
        const FolderCoverage coverage = folderCoverage("/data", extent, left);
        QVERIFY2(left <= 0, qPrintable(QString::number(left)));
        QCOMPARE(coverage.below.size(), qsizetype(spaces));
        QVERIFY(coverage.hasUntried());
        QVERIFY(workOf(coverage) >= Allowed / 2);
        QVERIFY2(workOf(coverage) <= Allowed + 100, qPrintable(QString::number(workOf(coverage))));
        const QList<FolderPart> parts = partsOf(coverage);
        const qsizetype done =
            std::count_if(parts.begin(), parts.end(), [](const FolderPart &part) { return !part.isUntried(); });
        QVERIFY2(done > 0 && done < 50, qPrintable(QString::number(done)));
        if (tried >= 0)
            QVERIFY2(qAbs(done - tried) <= 1, qPrintable(QStringLiteral("%1, %2").arg(tried).arg(done)));
        tried = done;
    }
}

/// More than any real server has is still a small part of what is allowed.
void TstRuleWork::aLargeEstateIsTriedWhole()
{
    const Server asked = server({}, QStringLiteral("/data"));
    const BackupExtent extent = backupExtent(asked, estate(100, 4000, QStringLiteral("-dir /data/%1/temp")));
    qsizetype left = MostRuleWork;
    const FolderCoverage coverage = folderCoverage("/data", extent, left);
    QVERIFY(!coverage.hasUntried());
    QCOMPARE(coverage.state(), CoverageState::Partly);
    QVERIFY2(workOf(coverage) < MostRuleWork / 4, qPrintable(QString::number(workOf(coverage))));
}

/// A rule of sixty folders of any depth is not the work of a short one.
void TstRuleWork::longRulesAndPathsCountMore()
{
    const auto mayBe = [](const BytePath &) { return true; };
    const auto effectOf = [&mayBe](const QString &rule) {
        return IncludeExclude(rules(QStringLiteral("- ") + rule)).below("/data", "/", mayBe);
    };
    const RuleEffect brief = effectOf(QStringLiteral("/data/*.mp4"));
    const RuleEffect deep = effectOf(QStringLiteral("/data") + QStringLiteral("/.../a*").repeated(30));
    QVERIFY(brief.held > 0 && brief.work >= brief.held);
    QVERIFY2(deep.work > 4 * deep.held, qPrintable(QStringLiteral("%1 for %2").arg(deep.work).arg(deep.held)));
}

NIGHTKEEP_TEST(TstRuleWork, unit, Core)
#include "tst_rulework.moc"
