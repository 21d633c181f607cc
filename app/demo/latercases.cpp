// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/latercase.h"

namespace Nightkeep {

namespace {

using LaterEnd = LaterCase::End;
using LaterArea = LaterCase::Area;

// Each is what can be with a course of Moodle 4 (facts B1 to B3, and what a live one did), as one course.

CaseStories<LaterCase> laterCasesSafe()
{
    return {
        {"in-both-places",
         CourseVerdict::Safe,
         {},
         [](LaterCase &c) {
             c.ran();
             c.keep(c.order());
             c.putForAll(c.order());
         }},
        {"in-the-pool",
         CourseVerdict::Safe,
         {},
         [](LaterCase &c) {
             c.ran();
             c.keep(c.order());
         }},
        {"in-the-folder-for-all",
         CourseVerdict::Safe,
         {},
         [](LaterCase &c) {
             c.ran();
             c.putForAll(c.order());
         }},
        {"packed-as-zip",
         CourseVerdict::Safe,
         {},
         [](LaterCase &c) {
             c.ran();
             DemoMbzOrder order = c.order();
             order.isZip = true;
             c.keep(order);
         }},
        {"failed-once",
         CourseVerdict::Safe,
         {},
         [](LaterCase &c) {
             c.ran(0, LaterEnd::Failed);
             c.ran(1);
             c.keep(c.order(1));
         }},
        {"failing-but-made-by-hand",
         CourseVerdict::Safe,
         {QStringLiteral("error-twice")},
         [](LaterCase &c) {
             c.ran(0, LaterEnd::Failed);
             c.ran(1, LaterEnd::Failed);
             DemoMbzOrder order = c.order(c.byHand());
             order.automated = false;
             c.keep(order, order.made, LaterArea::Course);
         }},
        {"named-by-hand",
         CourseVerdict::Safe,
         {},
         [](LaterCase &c) {
             c.ran();
             DemoMbzOrder order = c.order(c.byHand());
             order.automated = false;
             c.putForAll("before the exam.mbz", c.mbz(order), order.made);
         }},
        {"skipped-and-unchanged",
         CourseVerdict::Safe,
         {},
         [](LaterCase &c) {
             c.ran(44);
             c.keep(c.order(44));
             c.status = QStringLiteral("3");
             c.changed = c.made(49);
         }},
        {"warned-yet-complete",
         CourseVerdict::Safe,
         {},
         [](LaterCase &c) {
             c.ran(0, LaterEnd::Warned);
             c.keep(c.order());
         }},
        {"died-in-its-run",
         CourseVerdict::Safe,
         {QStringLiteral("run-stuck")},
         [](LaterCase &c) {
             c.ran(0, LaterEnd::Died);
             c.ran(1);
             c.keep(c.order(1));
         }},
        {"queued",
         CourseVerdict::Safe,
         {},
         [](LaterCase &c) {
             c.ran(1);
             c.keep(c.order(1));
             c.status = QStringLiteral("6");
             c.nextRun = c.made();
             c.isQueued = true;
         }},
        {"newest-is-cut-off",
         CourseVerdict::Safe,
         {QStringLiteral("newest-damaged")},
         [](LaterCase &c) {
             c.ran();
             c.putForAll(LaterCase::nameForAll(c.order()), demoCutOff(c.mbz(c.order())), c.made());
             c.ran(1);
             c.keep(c.order(1));
         }},
        {"shrunk",
         CourseVerdict::Safe,
         {QStringLiteral("shrunk")},
         [](LaterCase &c) {
             c.ran();
             c.keep(c.order());
             c.ran(1);
             DemoMbzOrder order = c.order(1);
             order.fileBytes = 180'000;
             c.keep(order);
         }},
        {"recorded-a-day-later",
         CourseVerdict::Safe,
         {QStringLiteral("dates-differ")},
         [](LaterCase &c) {
             c.ran(1);
             c.keep(c.order(1), c.made(1).addSecs(30 * 3600));
         }},
        {"one-of-the-future",
         CourseVerdict::Safe,
         {QStringLiteral("of-the-future")},
         [](LaterCase &c) {
             c.ran();
             c.keep(c.order());
             c.putForAll(c.order(LaterCase::inTheFuture()));
         }},
    };
}

CaseStories<LaterCase> laterCasesOld()
{
    const QString old = QStringLiteral("copy-old");
    return {
        {"masked-as-ok",
         CourseVerdict::Old,
         {old, QStringLiteral("masked-as-ok")},
         [](LaterCase &c) {
             c.ran(2, LaterEnd::Died);
             c.ran(3);
             c.keep(c.order(3));
             c.status = QStringLiteral("1"); // as the status mail sets it after a day
             c.nextRun = c.made(2);
         }},
        {"queued-for-ever",
         CourseVerdict::Old,
         {old, QStringLiteral("queued-forever")},
         [](LaterCase &c) {
             c.ran(10);
             c.keep(c.order(10));
             c.status = QStringLiteral("6");
         }},
        {"skipped-though-changed",
         CourseVerdict::Old,
         {old, QStringLiteral("skipped-though-changed")},
         [](LaterCase &c) {
             c.ran(44);
             c.keep(c.order(44));
             c.status = QStringLiteral("3");
             c.changed = c.made(5);
         }},
        {"failed-twice",
         CourseVerdict::Old,
         {old, QStringLiteral("error-twice")},
         [](LaterCase &c) {
             c.ran(0, LaterEnd::Failed);
             c.ran(1, LaterEnd::Failed);
             c.ran(5);
             c.keep(c.order(5));
         }},
        {"older-inside",
         CourseVerdict::Old,
         {old, QStringLiteral("dates-differ")},
         [](LaterCase &c) {
             c.ran();
             const QByteArray contents = c.mbz(c.order(14));
             c.record(demoMbzName(c.order()), contents, c.made());
             c.pool(contents, contents, c.made());
         }},
    };
}

CaseStories<LaterCase> laterCasesMissing()
{
    const QStringList withoutFile {QStringLiteral("ok-without-file")};
    const QString missing = QStringLiteral("course-missing");
    return {
        {"ok-without-file", CourseVerdict::Missing, withoutFile, [](LaterCase &c) { c.ran(); }},
        {"lost-from-the-pool", CourseVerdict::Missing, withoutFile,
         [](LaterCase &c) {
             c.ran();
             c.record(demoMbzName(c.order()), c.mbz(c.order()), c.made());
         }},
        {"only-in-the-trash", CourseVerdict::Missing, withoutFile,
         [](LaterCase &c) {
             c.ran();
             c.record(demoMbzName(c.order()), c.mbz(c.order()), c.made());
             c.trash(c.mbz(c.order()), c.made());
         }},
        {"only-a-section", CourseVerdict::Missing, withoutFile,
         [](LaterCase &c) {
             c.ran();
             DemoMbzOrder order = c.order(c.byHand());
             order.automated = false;
             order.type = QStringLiteral("section");
             c.keep(order, order.made, LaterArea::Section);
         }},
        {"of-another-site", CourseVerdict::Missing, withoutFile,
         [](LaterCase &c) {
             c.ran();
             DemoMbzOrder order = c.order();
             order.siteIdentifier = QStringLiteral("another");
             c.putForAll(order);
         }},
        {"of-another-course", CourseVerdict::Missing, withoutFile,
         [](LaterCase &c) {
             c.ran();
             DemoMbzOrder order = c.order();
             order.course.id = firstLaterCase;
             const QByteArray contents = c.mbz(order);
             c.record(demoMbzName(c.order()), contents, c.made());
             c.pool(contents, contents, c.made());
         }},
        {"failed-though-finished",
         CourseVerdict::Missing,
         {missing, QStringLiteral("error-twice")},
         [](LaterCase &c) {
             c.ran(0, LaterEnd::Failed);
             c.ran(1, LaterEnd::Failed);
         }},
        {"skipped-without-file",
         CourseVerdict::Missing,
         {missing, QStringLiteral("skipped-though-changed")},
         [](LaterCase &c) {
             c.status = QStringLiteral("3");
             c.course.visible = false;
         }},
        {"new-and-never-run",
         CourseVerdict::Missing,
         {QStringLiteral("never-ran")},
         [](LaterCase &c) { c.created = c.changed = c.byHand(); }},
        {"not-listed", CourseVerdict::Missing, {QStringLiteral("never-ran")}, [](LaterCase &c) { c.isListed = false; }},
    };
}

CaseStories<LaterCase> laterCasesDamaged()
{
    const QStringList kinds {QStringLiteral("copy-damaged")};
    return {
        {"wrong-byte-in-the-pool", CourseVerdict::Damaged, kinds,
         [](LaterCase &c) {
             c.ran();
             const QByteArray contents = c.mbz(c.order());
             c.record(demoMbzName(c.order()), contents, c.made());
             c.pool(contents, demoWrongByte(contents), c.made());
         }},
        {"cut-off-in-the-pool", CourseVerdict::Damaged, kinds,
         [](LaterCase &c) {
             c.ran();
             const QByteArray contents = c.mbz(c.order());
             c.record(demoMbzName(c.order()), contents, c.made());
             c.pool(contents, demoCutOff(contents), c.made());
         }},
        {"lost-after-a-good-one", CourseVerdict::Damaged, kinds,
         [](LaterCase &c) {
             c.ran();
             c.record(demoMbzName(c.order()), c.mbz(c.order()), c.made());
             c.ran(5);
             c.keep(c.order(5));
         }},
        {"cut-off-in-the-folder-for-all", CourseVerdict::Damaged, kinds,
         [](LaterCase &c) {
             c.ran();
             c.putForAll(LaterCase::nameForAll(c.order()), demoCutOff(c.mbz(c.order())), c.made());
         }},
        {"web-page", CourseVerdict::Damaged, kinds,
         [](LaterCase &c) {
             c.ran();
             c.putForAll(LaterCase::nameForAll(c.order()), caseWebPage(), c.made());
         }},
    };
}

CaseStories<LaterCase> laterCasesIncomplete()
{
    const QStringList incomplete {QStringLiteral("copy-incomplete")};
    const QStringList without {QStringLiteral("without-contents")};
    return {
        {"file-lost-though-ok", CourseVerdict::Incomplete, incomplete,
         [](LaterCase &c) {
             c.ran();
             DemoMbzOrder order = c.order();
             order.lacksFile = true;
             c.keep(order);
         }},
        {"file-lost-in-a-zip", CourseVerdict::Incomplete, incomplete,
         [](LaterCase &c) {
             c.ran();
             DemoMbzOrder order = c.order();
             order.lacksFile = true;
             order.isZip = true;
             c.putForAll(order);
         }},
        {"file-lost-as-warned", CourseVerdict::Incomplete, incomplete,
         [](LaterCase &c) {
             c.ran(0, LaterEnd::Warned);
             DemoMbzOrder order = c.order();
             order.lacksFile = true;
             c.keep(order);
         }},
        {"file-lost-after-a-good-one", CourseVerdict::Incomplete, incomplete,
         [](LaterCase &c) {
             c.ran();
             DemoMbzOrder order = c.order();
             order.lacksFile = true;
             c.keep(order);
             c.ran(5);
             c.keep(c.order(5));
         }},
        {"without-users", CourseVerdict::Incomplete, without,
         [](LaterCase &c) {
             c.ran();
             DemoMbzOrder order = c.order();
             order.users = false;
             c.keep(order);
         }},
        {"without-files", CourseVerdict::Incomplete, without,
         [](LaterCase &c) {
             c.ran();
             DemoMbzOrder order = c.order();
             order.files = false;
             c.keep(order);
         }},
        {"in-a-persons-own-area", CourseVerdict::Incomplete, without,
         [](LaterCase &c) {
             c.ran(0, LaterEnd::Failed);
             DemoMbzOrder order = c.order(c.byHand());
             order.automated = false;
             order.users = false;
             c.keep(order, order.made, LaterArea::User);
         }},
    };
}

CaseStories<LaterCase> laterCasesDoubtful()
{
    const QString doubtful = QStringLiteral("copy-doubtful");
    return {
        {"older-by-its-name",
         CourseVerdict::Doubtful,
         {doubtful, QStringLiteral("dates-differ")},
         [](LaterCase &c) {
             c.ran();
             const QByteArray contents = c.mbz(c.order());
             c.record(demoMbzName(c.order(50)), contents, c.made());
             c.pool(contents, contents, c.made());
         }},
        {"all-of-the-future",
         CourseVerdict::Doubtful,
         {doubtful, QStringLiteral("of-the-future")},
         [](LaterCase &c) {
             c.ran();
             c.keep(c.order(LaterCase::inTheFuture()));
         }},
    };
}

} // namespace

CaseStories<LaterCase> laterCaseStories()
{
    return laterCasesSafe() + laterCasesOld() + laterCasesMissing() + laterCasesDamaged() + laterCasesIncomplete()
        + laterCasesDoubtful();
}

} // namespace Nightkeep
