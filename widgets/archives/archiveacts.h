// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "widgets/common/pagecontext.h"

#include <QList>

class QWidget;

namespace Nightkeep {

/// What an act about archives is given by the page.
struct ArchiveActPlace
{
    const PageContext &context; ///< lives as long as the page
    QWidget *page; ///< parent of dialogs, and receiver of jobs
    std::function<void(const Error &)> showError;
    std::function<void()> changed; ///< the workspace was written
};

/// An act that the rooms before this one bring to the page: in its menu, under its heading.
struct ArchiveAct
{
    enum class Group { OfTheArchive, OfAllArchives } group = Group::OfTheArchive;
    const char *name; ///< of the action
    const char *icon;
    QString text;
    QString tip;
    std::function<bool(const ArchiveRecord *)> isPossible; ///< null: none is chosen
    std::function<void(const ArchiveActPlace &, const ArchiveRecord *)> act;
    bool writes = false; ///< the workspace
};
[[nodiscard]] QList<ArchiveAct> archiveActs();

} // namespace Nightkeep
