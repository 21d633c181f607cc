// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/oldcase.h"

namespace Nightkeep {

namespace {

// Each is what can be with a course of Moodle 1.9 (facts A3 to A5), as one course.

CaseStories<OldCase> oldCasesSafe()
{
    return {
        {"fresh",
         CourseVerdict::Safe,
         {},
         [](OldCase &c) {
             c.backedUp();
             c.backedUp(4);
         }},
        {"in-the-folder-for-all",
         CourseVerdict::Safe,
         {},
         [](OldCase &c) {
             c.ran();
             c.putForAll(c.order(c.made()));
         }},
        {"galician-name",
         CourseVerdict::Safe,
         {},
         [](OldCase &c) {
             c.ran();
             c.put("copia_de_seguranza-" + c.course.shortName.toLower().toLatin1()
                       + c.made().toString(QStringLiteral("-ddMMyyyy-HHmm")).toLatin1() + ".zip",
                   c.zip(c.made()), c.made());
         }},
        {"in-a-deeper-folder",
         CourseVerdict::Safe,
         {},
         [](OldCase &c) {
             c.ran();
             c.put("autumn/" + c.nameOf(c.made()), c.zip(c.made()), c.made());
         }},
        {"named-by-hand",
         CourseVerdict::Safe,
         {},
         [](OldCase &c) {
             c.ran();
             c.put("before the exam.zip", c.zip(c.byHand()), c.byHand());
         }},
        {"under-its-former-short-name",
         CourseVerdict::Safe,
         {},
         [](OldCase &c) {
             c.ran();
             DemoZipOrder order = c.order(c.made());
             order.course.shortName = QStringLiteral("FORMER");
             c.put(demoZipName(order.course, c.made()), c.zip(order), c.made());
         }},
        {"skipped-and-unchanged",
         CourseVerdict::Safe,
         {},
         [](OldCase &c) {
             c.backedUp(140);
             c.status = QStringLiteral("3");
             c.course.visible = false;
             c.changed = c.made(143);
         }},
        {"failing-but-made-by-hand",
         CourseVerdict::Safe,
         {QStringLiteral("error-twice")},
         [](OldCase &c) {
             c.ran(0, QStringLiteral("0"));
             c.ran(4, QStringLiteral("0"));
             c.put(c.order(c.byHand()));
         }},
        {"newest-is-cut-off",
         CourseVerdict::Safe,
         {QStringLiteral("newest-damaged")},
         [](OldCase &c) {
             c.backedUp();
             c.put(c.nameOf(c.byHand()), demoCutOff(c.zip(c.byHand())), c.byHand());
         }},
        {"shrunk",
         CourseVerdict::Safe,
         {QStringLiteral("shrunk")},
         [](OldCase &c) {
             c.backedUp();
             c.ran(4);
             DemoZipOrder order = c.order(c.made(4));
             order.fileBytes = 180'000;
             c.put(order);
         }},
        {"copied-a-day-later",
         CourseVerdict::Safe,
         {QStringLiteral("dates-differ")},
         [](OldCase &c) {
             c.ran();
             c.put(c.nameOf(c.made()), c.zip(c.made()), c.byHand());
         }},
        {"one-of-the-future",
         CourseVerdict::Safe,
         {QStringLiteral("of-the-future")},
         [](OldCase &c) {
             c.backedUp();
             c.put(c.order(OldCase::inTheFuture()));
         }},
    };
}

CaseStories<OldCase> oldCasesOld()
{
    return {
        {"failed-once",
         CourseVerdict::Old,
         {QStringLiteral("copy-old")},
         [](OldCase &c) {
             c.ran(0, QStringLiteral("0"));
             c.backedUp(4);
         }},
        {"failed-twice",
         CourseVerdict::Old,
         {QStringLiteral("copy-old"), QStringLiteral("error-twice")},
         [](OldCase &c) {
             c.ran(0, QStringLiteral("0"));
             c.ran(4, QStringLiteral("0"));
             c.backedUp(7);
         }},
        {"not-reached-for-weeks",
         CourseVerdict::Old,
         {QStringLiteral("copy-old")},
         [](OldCase &c) {
             c.backedUp(21);
             c.nextRun = c.made(18);
         }},
        {"skipped-though-changed",
         CourseVerdict::Old,
         {QStringLiteral("copy-old"), QStringLiteral("skipped-though-changed")},
         [](OldCase &c) {
             c.backedUp(70);
             c.status = QStringLiteral("3");
             c.course.visible = false;
             c.changed = c.made(23);
         }},
        {"died-in-its-run",
         CourseVerdict::Old,
         {QStringLiteral("copy-old"), QStringLiteral("run-stuck")},
         [](OldCase &c) {
             c.ran(0, QStringLiteral("2"));
             c.backedUp(4);
         }},
        {"older-inside",
         CourseVerdict::Old,
         {QStringLiteral("copy-old"), QStringLiteral("dates-differ")},
         [](OldCase &c) {
             c.ran();
             c.put(c.nameOf(c.made()), c.zip(c.made(35)), c.made());
         }},
    };
}

CaseStories<OldCase> oldCasesMissing()
{
    return {
        {"ok-without-file", CourseVerdict::Missing, {QStringLiteral("ok-without-file")}, [](OldCase &c) { c.ran(); }},
        {"ok-though-its-log-failed",
         CourseVerdict::Missing,
         {QStringLiteral("ok-without-file"), QStringLiteral("masked-as-ok")},
         [](OldCase &c) {
             c.ran(0, QStringLiteral("0"));
             c.status = QStringLiteral("1");
         }},
        {"failed-without-file",
         CourseVerdict::Missing,
         {QStringLiteral("course-missing")},
         [](OldCase &c) { c.ran(0, QStringLiteral("0")); }},
        {"died-twice",
         CourseVerdict::Missing,
         {QStringLiteral("course-missing"), QStringLiteral("error-twice")},
         [](OldCase &c) {
             c.ran(0, QStringLiteral("2"));
             c.ran(4, QStringLiteral("2"));
             c.status = QStringLiteral("0"); // as a later run resets it
         }},
        {"new-and-never-run",
         CourseVerdict::Missing,
         {QStringLiteral("never-ran")},
         [](OldCase &c) { c.created = c.changed = c.byHand(); }},
        {"never-run-for-months", CourseVerdict::Missing, {QStringLiteral("never-ran")}, [](OldCase &) {}},
        {"not-listed", CourseVerdict::Missing, {QStringLiteral("never-ran")}, [](OldCase &c) { c.isListed = false; }},
        {"skipped-without-file",
         CourseVerdict::Missing,
         {QStringLiteral("course-missing"), QStringLiteral("skipped-though-changed")},
         [](OldCase &c) {
             c.status = QStringLiteral("3");
             c.course.visible = false;
         }},
        {"of-another-course",
         CourseVerdict::Missing,
         {QStringLiteral("ok-without-file")},
         [](OldCase &c) {
             c.ran();
             DemoZipOrder order = c.order(c.made());
             order.course.id = firstOldCase;
             c.put(order);
         }},
        {"photographs",
         CourseVerdict::Missing,
         {QStringLiteral("ok-without-file")},
         [](OldCase &c) {
             c.ran();
             c.put("photographs.zip", c.photographs(), c.made());
         }},
    };
}

CaseStories<OldCase> oldCasesOfNames()
{
    return {
        {"overwritten-by-a-namesake",
         CourseVerdict::Missing,
         {QStringLiteral("ok-without-file"), QStringLiteral("short-name-collides")},
         [](OldCase &c) {
             c.course.shortName = QStringLiteral("NAMESAKE");
             c.ran();
         }},
        {"namesake",
         CourseVerdict::Safe,
         {},
         [](OldCase &c) {
             c.course.shortName = QStringLiteral("Namesake");
             c.ran();
             c.putForAll(c.order(c.made()));
         }},
        {"name-begins-another",
         CourseVerdict::Safe,
         {QStringLiteral("short-name-collides")},
         [](OldCase &c) {
             c.course.shortName = QStringLiteral("LAW");
             c.ran();
             c.putForAll(c.order(c.made()));
         }},
        {"deleted-by-that-one",
         CourseVerdict::Missing,
         {QStringLiteral("ok-without-file")},
         [](OldCase &c) {
             c.course.shortName = QStringLiteral("LAW-101");
             c.ran();
         }},
    };
}

CaseStories<OldCase> oldCasesDamaged()
{
    const QStringList kinds {QStringLiteral("copy-damaged")};
    return {
        {"cut-off", CourseVerdict::Damaged, kinds,
         [](OldCase &c) {
             c.ran();
             c.put(c.nameOf(c.made()), demoCutOff(c.zip(c.made())), c.made());
         }},
        {"wrong-byte-after-a-good-one", CourseVerdict::Damaged, kinds,
         [](OldCase &c) {
             c.ran();
             DemoZipOrder order = c.order(c.made());
             order.fileBytes = 9000;
             c.put(c.nameOf(c.made()), demoWrongByte(c.zip(order)), c.made());
             c.backedUp(7);
         }},
        {"empty", CourseVerdict::Damaged, kinds,
         [](OldCase &c) {
             c.ran();
             c.put(c.nameOf(c.made()), {}, c.made());
         }},
        {"web-page", CourseVerdict::Damaged, kinds,
         [](OldCase &c) {
             c.ran();
             c.put(c.nameOf(c.made()), caseWebPage(), c.made());
         }},
        {"xml-breaks-off", CourseVerdict::Damaged, kinds,
         [](OldCase &c) {
             c.ran();
             DemoZipOrder order = c.order(c.made());
             order.whole = false;
             c.put(order);
         }},
        {"photographs-under-its-name", CourseVerdict::Damaged, kinds,
         [](OldCase &c) {
             c.ran();
             c.put(c.nameOf(c.made()), c.photographs(), c.made());
         }},
    };
}

CaseStories<OldCase> oldCasesIncomplete()
{
    const QStringList kinds {QStringLiteral("without-contents")};
    return {
        {"without-users", CourseVerdict::Incomplete, kinds,
         [](OldCase &c) {
             c.ran();
             DemoZipOrder order = c.order(c.made());
             order.users = false;
             c.put(order);
         }},
        {"without-files", CourseVerdict::Incomplete, kinds,
         [](OldCase &c) {
             c.ran();
             DemoZipOrder order = c.order(c.made());
             order.files = false;
             c.put(order);
         }},
        {"with-users-long-ago", CourseVerdict::Incomplete, kinds,
         [](OldCase &c) {
             c.ran();
             DemoZipOrder order = c.order(c.made());
             order.users = false;
             c.put(order);
             c.backedUp(28);
         }},
    };
}

CaseStories<OldCase> oldCasesDoubtful()
{
    return {
        {"older-by-its-name",
         CourseVerdict::Doubtful,
         {QStringLiteral("copy-doubtful"), QStringLiteral("dates-differ")},
         [](OldCase &c) {
             c.ran();
             c.put(c.nameOf(c.made(70)), c.zip(c.made()), c.made());
         }},
        {"all-of-the-future",
         CourseVerdict::Doubtful,
         {QStringLiteral("copy-doubtful"), QStringLiteral("of-the-future")},
         [](OldCase &c) {
             c.ran();
             c.put(c.order(OldCase::inTheFuture()));
         }},
        {"folder-is-a-link",
         CourseVerdict::Doubtful,
         {QStringLiteral("copy-doubtful")},
         [](OldCase &c) {
             c.ran();
             c.linkItsFolder();
         }},
    };
}

} // namespace

CaseStories<OldCase> oldCaseStories()
{
    return oldCasesSafe() + oldCasesOld() + oldCasesMissing() + oldCasesOfNames() + oldCasesDamaged()
        + oldCasesIncomplete() + oldCasesDoubtful();
}

} // namespace Nightkeep
