// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/deletionchecks.h"

#include "app/store/packedlist.h"
#include "app/store/recording.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr const char *deletionCourses = "deletion-check-course";
constexpr const char *deletionLists = "deletion-check-list";

QString deletionWords()
{
    return AppTr::tr("a check before courses were deleted");
}

DeletionCheck wholeDeletionCheck(Collections &values, const DeletionCheckHead &head)
{
    const QByteArray key = deletionCheckKey(head.number);
    DeletionCheck check {head, {}, {}};
    const QList<StoredRow> list = values.rows(deletionLists, {key});
    if (!list.isEmpty())
        check.list = values.valueFrom<DeletionList>(unpacked(Collections::payloadOfRow(list.first())), deletionWords());
    check.courses =
        packedList<CourseDeletion>(values, deletionCourses, key, deletionWords()).value_or(QList<CourseDeletion>());
    return check;
}

} // namespace

QByteArray deletionCheckKey(qint64 number)
{
    return QByteArray::number(number).rightJustified(19, '0'); // sorted as numbers are
}

QList<DeletionCheck> deletionChecksByNumber(Collections &values)
{
    QList<DeletionCheck> checks;
    for (const DeletionCheckHead &head : values.all<DeletionCheckHead>().values())
        checks.append(wholeDeletionCheck(values, head));
    return checks;
}

void putDeletionCheck(Collections &values, const DeletionCheck &check)
{
    const QByteArray key = deletionCheckKey(check.head.number);
    values.put(key, check.head);
    values.putRow(deletionLists, key, {}, packedPayload(values, check.list));
    putPackedList(values, deletionCourses, key, check.courses);
}

Result<QList<DeletionCheckHead>> WorkspaceStore::deletionChecks() const
{
    return read([](Collections &values) {
        QList<DeletionCheckHead> heads = values.all<DeletionCheckHead>().values();
        std::reverse(heads.begin(), heads.end());
        return heads;
    });
}

Result<std::optional<DeletionCheck>> WorkspaceStore::deletionCheck(qint64 number) const
{
    return read([number](Collections &values) -> std::optional<DeletionCheck> {
        const std::optional<DeletionCheckHead> head = values.find<DeletionCheckHead>(deletionCheckKey(number));
        return head ? std::optional(wholeDeletionCheck(values, *head)) : std::nullopt;
    });
}

Result<qint64> WorkspaceStore::addDeletionCheck(const DeletionCheck &check)
{
    DeletionCheck numbered = check;
    return write([&](Collections &values) {
               const QMap<QByteArray, DeletionCheckHead> present = values.all<DeletionCheckHead>();
               numbered.head.number = present.isEmpty() ? 1 : present.last().number + 1;
               putDeletionCheck(values, numbered);
           })
        .map([&numbered] { return numbered.head.number; });
}

} // namespace Nightkeep
