; Calls a compiled function and comes back when a run-time check fails, so that one
; process can make millions of calls. Linked with what rint-opt compiles, whose own
; rintReportError() is weak.

@rint_message = global [1024 x i8] zeroinitializer
@place = internal global [64 x i64] zeroinitializer, align 16

declare i32 @_setjmp(ptr) returns_twice
declare void @longjmp(ptr, i32) noreturn
declare ptr @strncpy(ptr, ptr, i64)

define void @rintReportError(ptr %message) {
  %ignored = call ptr @strncpy(ptr @rint_message, ptr %message, i64 1023)
  call void @longjmp(ptr @place, i32 1)
  unreachable
}

; Up to six arguments are in registers; a function that takes fewer ignores the rest.
define i32 @rint_try(ptr %f, i64 %a, i64 %b, i64 %c, i64 %d, i64 %e, i64 %g) {
  %failed = call i32 @_setjmp(ptr @place) returns_twice
  %isFirst = icmp eq i32 %failed, 0
  br i1 %isFirst, label %try, label %done
try:
  call void %f(i64 %a, i64 %b, i64 %c, i64 %d, i64 %e, i64 %g)
  br label %done
done:
  ret i32 %failed
}
