// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/policyjson.h"

#include "models/retention/retentionplay.h"
#include "tests/fuzz/fuzz.h"

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    const Result<PolicyQuestion> question = parsePolicyQuestion(data);
    if (!question)
        return false;
    const RetentionPolicy &policy = question->policy;
    qsizetype points = 0;
    if (policy.course)
        points += playCourse(*policy.course, policy.storage, question->now).size();
    if (policy.dumps)
        points += playDumps(*policy.dumps, policy.dumpStorage, question->now).size();
    if (policy.archives)
        points += playArchives(*policy.archives, question->now).size();
    return points >= 0;
}

QByteArrayList seeds()
{
    return {R"({"now":"2008-10-29T12:00","course":{"weekdays":"1000000","hour":3,"minute":0,"keep":1},)"
            R"("storage":{"incrementalAt":"22:00","versionsExist":2,"versionsDeleted":1,"retainExtra":30,)"
            R"("retainOnly":60},"dumps":{"at":"03:00"}})",
            R"({"now":"2009-02-28 23:59:59","course":{"weekdays":[0,1,true,false,0,0,1],"hour":23,"minute":59,)"
            R"("keep":0,"edition":"2.x","deleteDays":35,"keepLeast":1},"storage":{"incrementalAt":{"hour":1,)"
            R"("minute":2},"versionsExist":"NOLimit","versionsDeleted":0,"retainExtra":-1,"retainOnly":"nolimit",)"
            R"("everyDays":7},"dumps":null,"dumpStorage":null})",
            R"({"now":"2008-02-29T00:00","dumps":{"at":"3:05","naming":"dated","keepDays":0},"archives":)"
            R"({"termEnds":["02-29","12-12"],"keepYears":"nolimit"}})"};
}
