; An allocator below compiled code under test, put there with the linker's
; --wrap=malloc and --wrap=free. It counts what is live in all threads, fills new
; memory with garbage so that reading it shows, and sets 64 bytes of a known
; pattern behind every block that free() looks at again. A header of 64 bytes keeps
; the size.

@live_allocations = global i64 0
@damaged_allocations = global i64 0

; The linker wraps only what is mentioned somewhere.
@wrapped = global [2 x ptr] [ptr @malloc, ptr @free]

declare ptr @malloc(i64)
declare void @free(ptr)
declare ptr @__real_malloc(i64)
declare void @__real_free(ptr)
declare ptr @memset(ptr, i32, i64)

define ptr @__wrap_malloc(i64 %size) noinline {
  %all = add i64 %size, 128
  %isHuge = icmp ult i64 %all, %size
  br i1 %isHuge, label %none, label %allocate
allocate:
  %block = call ptr @__real_malloc(i64 %all)
  %isNull = icmp eq ptr %block, null
  br i1 %isNull, label %none, label %fill
fill:
  %ignored = call ptr @memset(ptr %block, i32 165, i64 %all)
  store i64 %size, ptr %block
  %live = atomicrmw add ptr @live_allocations, i64 1 monotonic
  %user = getelementptr i8, ptr %block, i64 64
  ret ptr %user
none:
  ret ptr null
}

define void @__wrap_free(ptr %user) noinline {
  %isNull = icmp eq ptr %user, null
  br i1 %isNull, label %done, label %inspect
inspect:
  %block = getelementptr i8, ptr %user, i64 -64
  %size = load i64, ptr %block
  %tail = getelementptr i8, ptr %user, i64 %size
  br label %loop
loop:
  %i = phi i64 [ 0, %inspect ], [ %next, %loop ]
  %bad = phi i1 [ false, %inspect ], [ %nextBad, %loop ]
  %at = getelementptr i8, ptr %tail, i64 %i
  %byte = load i8, ptr %at
  %differs = icmp ne i8 %byte, 165
  %nextBad = or i1 %bad, %differs
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 64
  br i1 %more, label %loop, label %count
count:
  %one = zext i1 %nextBad to i64
  %damaged = atomicrmw add ptr @damaged_allocations, i64 %one monotonic
  %live = atomicrmw sub ptr @live_allocations, i64 1 monotonic
  call void @__real_free(ptr %block)
  br label %done
done:
  ret void
}

; Takes the place of the probe in the module: memory is 4 GiB on every machine.
define i1 @rintFitsMemory(i64 %bytes) {
  %fits = icmp ule i64 %bytes, 4294967296
  ret i1 %fits
}
