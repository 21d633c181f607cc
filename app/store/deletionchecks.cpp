// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/deletionchecks.h"

#include "app/store/packedlist.h"
#include "app/store/recording.h"

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
    const QByteArray key = numberKey(head.number);
    DeletionCheck check {head, {}, {}};
    const QList<StoredRow> list = values.rows(deletionLists, {key});
    if (!list.isEmpty())
        check.list = values.valueFrom<DeletionList>(unpacked(Collections::payloadOfRow(list.first())), deletionWords());
    check.courses =
        packedList<CourseDeletion>(values, deletionCourses, key, deletionWords()).value_or(QList<CourseDeletion>());
    return check;
}

} // namespace

QList<DeletionCheck> deletionChecksByNumber(Collections &values)
{
    QList<DeletionCheck> checks;
    for (const DeletionCheckHead &head : values.all<DeletionCheckHead>().values())
        checks.append(wholeDeletionCheck(values, head));
    return checks;
}

void putDeletionCheck(Collections &values, const DeletionCheck &check)
{
    const QByteArray key = numberKey(check.head.number);
    values.put(key, check.head);
    values.putRow(deletionLists, key, {}, packedPayload(values, check.list));
    putPackedList(values, deletionCourses, key, check.courses);
}

Result<QList<DeletionCheckHead>> WorkspaceStore::deletionChecks() const
{
    return read(newestNumbered<DeletionCheckHead>);
}

Result<std::optional<DeletionCheck>> WorkspaceStore::deletionCheck(qint64 number) const
{
    return read([number](Collections &values) -> std::optional<DeletionCheck> {
        const std::optional<DeletionCheckHead> head = values.find<DeletionCheckHead>(numberKey(number));
        return head ? std::optional(wholeDeletionCheck(values, *head)) : std::nullopt;
    });
}

Result<qint64> WorkspaceStore::addDeletionCheck(const DeletionCheck &check)
{
    DeletionCheck numbered = check;
    return write([&](Collections &values) {
               numbered.head.number = nextNumber<DeletionCheckHead>(values);
               putDeletionCheck(values, numbered);
           })
        .map([&numbered] { return numbered.head.number; });
}

} // namespace Nightkeep
