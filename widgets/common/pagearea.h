// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"

#include <QStringList>

#include <functional>

namespace Nightkeep {

class PageWidget;
struct PageContext;

/// What the window is told of a page: it knows none by itself. The page's name is that of its icon and of
/// its section in the help, too.
struct PageArea
{
    Page page = Page::Overview;
    QString title; ///< for the navigation
    std::function<PageWidget *(const PageContext &)> make; ///< the window owns it
    QString question; ///< over its help
    QStringList help; ///< paragraphs
    QString link; ///< "Go to the folders"
    bool asksAsAnother = false; ///< its refresh asks what another page's asks too
};

/// How most pages are made.
template<typename T> PageWidget *makePage(const PageContext &context)
{
    return new T(context);
}

} // namespace Nightkeep
