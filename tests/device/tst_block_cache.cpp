// Memory that waits for its next use: blocks never overlap, what fits is used again, and what is held never exceeds the
// most that was in use at once.

#include "backend/device/block_cache.h"

#include <QtTest>

#include <cstring>
#include <random>

using loratrf::BlockCache;

class TestBlockCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void usesAgainWhatFits() {
        BlockCache cache;
        void* first = cache.take(4 << 20);
        cache.give_back(first);
        QCOMPARE(cache.in_use(), size_t{0});
        QCOMPARE(cache.take((4 << 20) - 5000), first); // a little smaller
        QCOMPARE(cache.waiting(), size_t{0});
        cache.give_back(first);
        void* small = cache.take(2 << 20); // far smaller: not a block of twice its size
        QVERIFY(small != first);
        cache.give_back(small);
        auto* larger = static_cast<unsigned char*>(cache.take(5 << 20)); // what waits grows
        larger[(5 << 20) - 1] = 1;
        QVERIFY(cache.in_use() + cache.waiting() <= size_t{5} << 20);
        cache.give_back(larger);
    }

    void ofEqualBlocksTheLastUsedComesFirst() {
        BlockCache cache;
        void *first = cache.take(1 << 20), *second = cache.take(1 << 20);
        cache.give_back(first);
        cache.give_back(second);
        QCOMPARE(cache.take(1 << 20), second);
        QCOMPARE(cache.take(1 << 20), first);
        cache.give_back(first);
        cache.give_back(second);
    }

    // Random traffic: each block keeps what was written into it, and the bound holds after every call.
    void holdsNoMoreThanWasEverInUse() {
        struct Held {
            unsigned char* block;
            size_t bytes;
            unsigned char mark;
        };
        BlockCache cache;
        std::mt19937 random(5);
        std::vector<Held> held;
        size_t most = 0;
        for (int round = 0; round < 2000; ++round) {
            if (held.empty() || random() % 5 < 2) {
                const size_t bytes = (1 << 20) + random() % (3 << 20);
                auto* block = static_cast<unsigned char*>(cache.take(bytes));
                const auto mark = static_cast<unsigned char>(random());
                block[0] = block[bytes / 2] = block[bytes - 1] = mark;
                held.push_back({block, bytes, mark});
            } else {
                const size_t which = random() % held.size();
                const Held one = held[which];
                QVERIFY(one.block[0] == one.mark && one.block[one.bytes / 2] == one.mark &&
                        one.block[one.bytes - 1] == one.mark);
                cache.give_back(one.block);
                held.erase(held.begin() + static_cast<std::ptrdiff_t>(which));
            }
            most = std::max(most, cache.in_use());
            QVERIFY(cache.in_use() + cache.waiting() <= most);
            if (held.size() > 60)
                while (held.size() > 5) {
                    cache.give_back(held.back().block);
                    held.pop_back();
                }
        }
        for (const Held& one : held)
            cache.give_back(one.block);
        QVERIFY(cache.waiting() > 0);
        cache.clear();
        QCOMPARE(cache.waiting(), size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestBlockCache)
#include "tst_block_cache.moc"
