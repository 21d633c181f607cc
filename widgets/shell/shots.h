// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

#include <functional>

namespace Nightkeep {

class JobRunner;
class MainWindow;

/// Takes one finished picture: its file name ("servers-dark-1600.png") and the picture.
using ShotSink = std::function<void(const QString &fileName, const QImage &image)>;

/// Calls `render` while the application is light, then dark, with the look's word. Leaves it with its own palette.
void inEachLook(const std::function<void(const QString &look)> &render);

/// Renders every page, light and dark, at 1024x768, 1600x1000 and 2560x1440, and with text of twice the size. Shows the
/// window and runs an event loop until each page's jobs have ended: for `--shots` and tests, where nobody else uses the
/// window. Leaves the application with its own palette and font.
void renderPages(MainWindow &window, JobRunner &jobs, const ShotSink &sink);

/// Runs an event loop until no job runs and what the jobs have caused is done.
void waitUntilIdle(JobRunner &jobs);

} // namespace Nightkeep
