// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A longer way to loopback servers: every byte arrives so many milliseconds later, in either direction.
// Arguments: the milliseconds, then the ports of the servers. Prints a port of its own for each, one a
// line, and forwards until it is killed. Not every kernel can delay the loopback interface itself.
#include <arpa/inet.h>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <list>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Piece
{
    Clock::time_point due;
    std::vector<char> bytes; ///< none: the end
};

struct Way
{
    int from = -1;
    int to = -1;
    bool isReading = true;
    bool isOpen = true;
    std::deque<Piece> pieces = {};
};

struct Pair
{
    Way there;
    Way back;
};

sockaddr_in loopback(int port)
{
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<in_port_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int newSocket()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
}

int listenSomewhere()
{
    const int socket = newSocket();
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (::bind(socket, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(socket, 64) != 0
        || ::getsockname(socket, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        std::exit(1);
    std::printf("%d\n", ntohs(address.sin_port));
    return socket;
}

void read(Way &way, Clock::duration delay)
{
    std::vector<char> bytes(65536);
    const ssize_t got = ::read(way.from, bytes.data(), bytes.size());
    bytes.resize(got > 0 ? static_cast<size_t>(got) : 0);
    way.isReading = !bytes.empty();
    way.pieces.push_back({Clock::now() + delay, std::move(bytes)});
}

void deliver(Way &way)
{
    while (way.isOpen && !way.pieces.empty() && way.pieces.front().due <= Clock::now()) {
        const std::vector<char> bytes = std::move(way.pieces.front().bytes);
        way.pieces.pop_front();
        size_t sent = 0;
        while (sent < bytes.size()) {
            const ssize_t now = ::send(way.to, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (now <= 0)
                break;
            sent += static_cast<size_t>(now);
        }
        if (bytes.empty() || sent < bytes.size()) {
            ::shutdown(way.to, SHUT_WR);
            way.isOpen = false;
        }
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    const auto delay = std::chrono::milliseconds(std::atoi(argv[1]));
    std::vector<int> listeners;
    for (int i = 2; i < argc; ++i)
        listeners.push_back(listenSomewhere());
    std::fflush(stdout);

    std::list<Pair> pairs;
    while (true) {
        std::vector<pollfd> watched;
        std::vector<Way *> ways;
        for (const int listener : listeners)
            watched.push_back({listener, POLLIN, 0});
        Clock::duration wait = std::chrono::seconds(3600);
        for (Pair &pair : pairs) {
            for (Way *way : {&pair.there, &pair.back}) {
                if (way->isReading) {
                    watched.push_back({way->from, POLLIN, 0});
                    ways.push_back(way);
                }
                if (way->isOpen && !way->pieces.empty())
                    wait = std::min(wait, way->pieces.front().due - Clock::now());
            }
        }
        const auto nanoseconds = std::max<long>(0, std::chrono::nanoseconds(wait).count());
        const timespec limit {nanoseconds / 1000000000, nanoseconds % 1000000000};
        if (::ppoll(watched.data(), watched.size(), &limit, nullptr) < 0)
            continue;
        for (size_t i = 0; i < listeners.size(); ++i) {
            if (watched[i].revents == 0)
                continue;
            const int caller = ::accept4(listeners[i], nullptr, nullptr, SOCK_CLOEXEC);
            const int on = 1;
            ::setsockopt(caller, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            const int server = newSocket();
            const sockaddr_in address = loopback(std::atoi(argv[i + 2]));
            if (::connect(server, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
                ::close(caller);
                ::close(server);
                continue;
            }
            pairs.push_back({{caller, server}, {server, caller}});
        }
        for (size_t i = 0; i < ways.size(); ++i) {
            if (watched[listeners.size() + i].revents != 0)
                read(*ways[i], delay);
        }
        for (auto pair = pairs.begin(); pair != pairs.end();) {
            deliver(pair->there);
            deliver(pair->back);
            if (pair->there.isOpen || pair->back.isOpen) {
                ++pair;
                continue;
            }
            ::close(pair->there.from);
            ::close(pair->there.to);
            pair = pairs.erase(pair);
        }
    }
}
